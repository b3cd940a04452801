#include "config.h"

#include "ui/model/columns.h"

#include <assert.h>

static int shown_total(const int *widths, int n)
{
    int total = 0;

    for (int i = 0; i < n; i++)
        if (widths[i])
            total += widths[i] + (total ? 1 : 0);
    return total;
}

/* The last of the shown columns with the highest priority number. */
static int least_needed(const TableColumn *columns, const int *widths, int n)
{
    int worst = -1;

    for (int i = 0; i < n; i++)
        if (widths[i] && (worst < 0 || columns[i].priority >= columns[worst].priority))
            worst = i;
    return worst;
}

static int highest_priority(const TableColumn *columns, int n)
{
    int highest = 0;

    for (int i = 0; i < n; i++)
        if (columns[i].priority > highest)
            highest = columns[i].priority;
    return highest;
}

void table_widths(const TableColumn *columns, int n, int total, int *widths)
{
    assert(n <= TABLE_COLUMNS);
    for (int i = 0; i < n; i++)
        widths[i] = columns[i].least > 0 ? columns[i].least : 1;
    while (shown_total(widths, n) > total) {
        int worst = least_needed(columns, widths, n);
        if (shown_total(widths, n) ==
            widths[worst]) { /* the only one left is cut, not hidden */
            widths[worst] = total > 0 ? total : 0;
            return;
        }
        widths[worst] = 0;
    }

    int spare = total - shown_total(widths, n);
    int highest = highest_priority(columns, n);
    for (int priority = 0; priority <= highest; priority++)
        for (int i = 0; i < n; i++) {
            if (!widths[i] || columns[i].priority != priority || columns[i].want <= widths[i])
                continue;
            int more = columns[i].want - widths[i];
            more = more < spare ? more : spare;
            widths[i] += more;
            spare -= more;
        }

    /* What is left goes to the texts, in equal shares; numbers stay as narrow as they want. */
    int texts = 0;
    for (int i = 0; i < n; i++)
        texts += widths[i] && columns[i].align == TEXT_LEFT;
    for (int i = 0; i < n && texts; i++)
        if (widths[i] && columns[i].align == TEXT_LEFT) {
            int share = spare / texts--;
            widths[i] += share;
            spare -= share;
        }
}
