/* Moves the cursor by key and keeps it in sight. */
#include "config.h"

#include "ui/model/list.h"

#include "ui/model/event.h"

/* Keeps the selected row on the screen, and no blank rows below the last one while there are
 * rows above the first shown. How many are shown is not known before the first drawing. */
static void list_settle(ListView *list)
{
    int64_t last = list->count > 0 ? list->count - 1 : 0;

    if (list->selected > last)
        list->selected = last;
    if (list->selected < 0)
        list->selected = 0;
    int64_t rows = list->rows > 0 ? list->rows : list->selected + 1;
    if (list->first > list->selected)
        list->first = list->selected;
    if (list->first < list->selected - rows + 1)
        list->first = list->selected - rows + 1;
    if (list->first > list->count - rows)
        list->first = list->count - rows;
    if (list->first < 0)
        list->first = 0;
}

void list_set_count(ListView *list, int64_t count)
{
    list->count = count > 0 ? count : 0;
    list_settle(list);
}

void list_set_rows(ListView *list, int rows)
{
    list->rows = rows > 0 ? rows : 1;
    list_settle(list);
}

void list_select(ListView *list, int64_t row)
{
    list->selected = row;
    list_settle(list);
}

bool list_key(ListView *list, int key)
{
    int64_t page = list->rows > 1 ? list->rows - 1 : 1;

    switch (key) {
    case K_UP:
    case 'k':
        list_select(list, list->selected - 1);
        return true;
    case K_DOWN:
    case 'j':
        list_select(list, list->selected + 1);
        return true;
    case K_PGUP:
        list_select(list, list->selected - page);
        return true;
    case K_PGDN:
        list_select(list, list->selected + page);
        return true;
    case K_HOME:
        list_select(list, 0);
        return true;
    case K_END:
        list_select(list, list->count - 1);
        return true;
    }
    return false;
}

int64_t list_below(const ListView *list)
{
    int64_t shown = list->first + list->rows;
    return list->count > shown ? list->count - shown : 0;
}
