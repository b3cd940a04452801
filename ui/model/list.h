/* A cursor in a list that may be long: which row is selected, which is the first one shown.
 * Pure. */
#ifndef ANJUAN_UI_MODEL_LIST_H
#define ANJUAN_UI_MODEL_LIST_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ListView {
    int64_t count, selected, first;
    int rows; /* shown */
} ListView;

void list_set_count(ListView *list, int64_t count);
void list_set_rows(ListView *list, int rows);
int64_t list_below(const ListView *list); /* how many rows are below the last one shown */
void list_select(ListView *list, int64_t row);
/* Arrows, j k, PgUp, PgDn, Home, End; false: not one of them. */
bool list_key(ListView *list, int key);

#endif
