/* Cells are digested row by row with their places, so that neither a lost nor a moved one goes
 * unseen. */
#include "config.h"

#include "exchange/sheet_sum.h"

#include <stdint.h>
#include <string.h>

enum { WAITING_BYTES = 1 << 14 };

void sheet_sum_begin(SheetSum *sum, const char *title)
{
    *sum = (SheetSum){.title = title, .running = digest_begin(), .waiting = BUF_INIT};
}

static void flush(SheetSum *sum)
{
    digest_add(sum->running, sum->waiting.data, sum->waiting.len);
    buf_clear(&sum->waiting);
}

static void add_cell(SheetSum *sum, size_t row, size_t column, char type, const void *value,
                     size_t n)
{
    const struct {
        uint64_t row, column, n;
        char type[8]; /* all of it, so that no byte between is left to chance */
    } head = {row, column, n, {type}};
    sum->cells++;
    sum->rows += row + 1 != sum->last_row;
    sum->last_row = row + 1;
    buf_add_bytes(&sum->waiting, (const char *)&head, sizeof(head));
    buf_add_bytes(&sum->waiting, value, n);
    if (sum->waiting.len >= WAITING_BYTES)
        flush(sum);
}

void sheet_sum_text(SheetSum *sum, size_t row, size_t column, const char *text)
{
    add_cell(sum, row, column, 's', text, strlen(text));
}

void sheet_sum_number(SheetSum *sum, size_t row, size_t column, double number)
{
    static const double most = 9e15; /* beyond, a double has no hundredths anyway */
    double hundredths = number * 100.0;
    int64_t value = INT64_MIN;
    if (hundredths > -most && hundredths < most)
        value = (int64_t)(hundredths + (hundredths < 0 ? -0.5 : 0.5));
    add_cell(sum, row, column, 'n', &value, sizeof(value));
}

void sheet_sum_end(SheetSum *sum)
{
    if (!sum->running)
        return;
    flush(sum);
    digest_end(sum->running, sum->digest);
    sum->running = NULL;
}

void sheet_sum_free(SheetSum *sum)
{
    sheet_sum_end(sum);
    buf_free(&sum->waiting);
}

bool sheet_sum_equal(const SheetSum *a, const SheetSum *b)
{
    return a->rows == b->rows && a->cells == b->cells &&
           memcmp(a->digest, b->digest, DIGEST_BYTES) == 0;
}
