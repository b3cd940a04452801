/* What the queue is sorted by and narrowed to: asked for, said in the row of the filters, and
 * kept for the person's next time. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "ui/ask/ask.h"
#include "ui/screens/queue.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

enum { VALUE_COLS = 24 };

static const char yes[] = "yes", everything[] = "everything";

/* value NULL: to any. */
static void narrow_to(Queue *self, QueueNarrow narrow, const char *value)
{
    free(self->narrow[narrow]);
    self->narrow[narrow] = value ? xstrdup(value) : NULL;
}

void queue_widen(Queue *self)
{
    for (int n = 0; n < NARROW_COUNT; n++)
        narrow_to(self, (QueueNarrow)n, NULL);
}

bool queue_narrowed(const Queue *self)
{
    for (int n = 0; n < NARROW_COUNT; n++)
        if (self->narrow[n])
            return true;
    return false;
}

/* ---- in words ---- */

static void add_value(QueueNarrow narrow, const char *value, Buf *out)
{
    enum { YEARS = 9 };
    Life life;

    if (strcmp(value, yes) == 0) {
        buf_add(out, queue_narrow_title(narrow));
    } else if (narrow == NARROW_AGE) {
        int from = (int)strtol(value, NULL, 10);
        /* TRANSLATORS: people of these ages, in years. */
        buf_addf(out, _("%d to %d years"), from, from + YEARS);
    } else if (narrow == NARROW_STAGE && life_parse(value, &life)) {
        buf_add(out, life_label(life));
    } else if (narrow == NARROW_BED) {
        /* TRANSLATORS: a bed of the ward, by its number. */
        buf_addf(out, _("bed %s"), value);
    } else {
        text_fit(out, value, text_cols(value) < VALUE_COLS ? text_cols(value) : VALUE_COLS,
                 TEXT_LEFT, "…");
    }
}

void queue_describe(const Queue *self, Buf *out)
{
    for (int n = 0; n < NARROW_COUNT; n++) {
        if (!self->narrow[n])
            continue;
        buf_add(out, " · ");
        add_value((QueueNarrow)n, self->narrow[n], out);
    }
    if (self->sort != SORT_CHANGED && self->list.count <= QUEUE_SORTED_MOST) {
        buf_add(out, " · ");
        /* TRANSLATORS: how a list is sorted: "by ward". */
        buf_addf(out, _("by %s"), queue_sort_title(self->sort));
    }
}

/* ---- the next time ---- */

void queue_keep_view(Queue *self, Stage *stage)
{
    Buf view = BUF_INIT;
    Err err = {0};

    if (self->due != DUE_NONE)
        return;
    buf_addf(&view, "tab %d\nsort %s\n", self->tab, queue_sort_name(self->sort));
    for (int n = 0; n < NARROW_COUNT; n++)
        if (self->narrow[n])
            buf_addf(&view, "%s %s\n", queue_narrow_name((QueueNarrow)n), self->narrow[n]);
    if (!app_queue_view_keep(stage_session(stage), view.data, &err))
        stage_say_err(stage, &err);
    buf_free(&view);
}

static void take_line(Queue *self, const char *word, const char *value)
{
    if (strcmp(word, "tab") == 0) {
        long tab = strtol(value, NULL, 10);
        if (tab >= 0 && tab < QUEUE_TABS)
            self->tab = (int)tab;
    }
    for (int sort = 0; strcmp(word, "sort") == 0 && sort < SORT_COUNT; sort++)
        if (strcmp(value, queue_sort_name((QueueSort)sort)) == 0)
            self->sort = (QueueSort)sort;
    for (int n = 0; n < NARROW_COUNT; n++)
        if (strcmp(word, queue_narrow_name((QueueNarrow)n)) == 0)
            narrow_to(self, (QueueNarrow)n, value);
}

void queue_take_view(Queue *self, Stage *stage)
{
    char *view = NULL;
    Err err = {0};

    if (!app_queue_view(stage_session(stage), &view, &err))
        stage_say_err(stage, &err);
    for (char *rest = view, *line; rest && (line = strsep(&rest, "\n"));) {
        char *word = strsep(&line, " ");
        if (line)
            take_line(self, word, line);
    }
    free(view);
}

/* ---- asked for ---- */

static void sorted(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;

    for (int sort = 0; reply->text && sort < SORT_COUNT; sort++)
        if (strcmp(reply->text, queue_sort_name((QueueSort)sort)) == 0)
            self->sort = (QueueSort)sort;
    if (!reply->text)
        return;
    queue_keep_view(self, stage);
    queue_ask_again(self, stage);
    if (self->sort != SORT_CHANGED && self->list.count > QUEUE_SORTED_MOST)
        stage_say(stage, MSG_NOTE,
                  _("More than %d cases are only sorted by their last change; narrow the list"),
                  QUEUE_SORTED_MOST);
}

void queue_ask_sort(Queue *self, Stage *stage)
{
    Picklist *rows = picklist_new(session_pinyin(stage_session(stage)));

    for (int sort = 0; sort < SORT_COUNT; sort++)
        picklist_add(rows, &(PickRow){.value = queue_sort_name((QueueSort)sort),
                                      .text = queue_sort_title((QueueSort)sort)});
    ask(stage, &(Question){.title = _("Sort by"),
                           .rows = rows,
                           .initial = queue_sort_name(self->sort),
                           .done = sorted,
                           .ctx = self});
}

static void narrowed(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;
    const char *value = reply->text ? strchr(reply->text, ' ') : NULL;

    if (!reply->text)
        return;
    if (!value)
        queue_widen(self);
    for (int n = 0; value && n < NARROW_COUNT; n++) {
        const char *name = queue_narrow_name((QueueNarrow)n);
        if (strlen(name) == (size_t)(value - reply->text) &&
            strncmp(name, reply->text, strlen(name)) == 0)
            narrow_to(self, (QueueNarrow)n, value + 1);
    }
    queue_keep_view(self, stage);
    queue_ask_again(self, stage);
}

static void add_rows(Stage *stage, const QueueFilter *filter, QueueNarrow narrow, Arena *arena,
                     Picklist *rows)
{
    QueueValue *values;
    size_t n;
    Err err = {0};

    if (!app_queue_values(stage_session(stage), filter, narrow, arena, &values, &n, &err))
        stage_say_err(stage, &err);
    for (size_t i = 0; i < n; i++) {
        Buf value = BUF_INIT, text = BUF_INIT;
        buf_addf(&value, "%s %s", queue_narrow_name(narrow), values[i].value);
        if (strcmp(values[i].value, yes) != 0 && narrow != NARROW_AGE && narrow != NARROW_BED)
            buf_addf(&text, "%s ", queue_narrow_title(narrow));
        add_value(narrow, values[i].value, &text);
        buf_addf(&text, "  %lld", (long long)values[i].cases);
        picklist_add(rows, &(PickRow){.value = value.data, .text = text.data});
        buf_free(&value);
        buf_free(&text);
    }
}

/* The values that cases of the list have; typing finds one by its text or pinyin. */
void queue_ask_narrow(Queue *self, Stage *stage)
{
    Picklist *rows = picklist_new(session_pinyin(stage_session(stage)));
    Arena *arena = arena_new();
    QueueFilter filter;

    queue_filter(self, stage, &filter);
    if (queue_narrowed(self))
        picklist_add(rows, &(PickRow){.value = everything, .text = _("All of them again")});
    for (int n = 0; n < NARROW_COUNT; n++)
        if (!filter.narrow[n])
            add_rows(stage, &filter, (QueueNarrow)n, arena, rows);
    arena_free(arena);
    if (picklist_count(rows)) {
        ask(stage,
            &(Question){.title = _("Show only"), .rows = rows, .done = narrowed, .ctx = self});
        return;
    }
    picklist_free(rows);
    stage_say(stage, MSG_NOTE, _("Nothing tells the cases of this list apart"));
}
