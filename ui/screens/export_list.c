/* The rows of the choice for a batch, their marks, and how they are drawn. */
#include "config.h"

#include "ui/screens/export_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/template.h"
#include "ui/ask/ask.h"
#include "ui/parts/lines.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

typedef enum Shown { SHOWN_ALL, SHOWN_FIT, SHOWN_UNFIT, SHOWN } Shown;

struct ExportList {
    ListView list;
    Arena *arena; /* of the plan */
    ExportWish wish;
    ExportPlan plan;
    bool open;
    bool *marked; /* by case of the plan */
    size_t *rows; /* the cases that are shown */
    size_t n_rows;
    Shown shown;
    char *query; /* what narrows it; NULL: nothing */
    bool *found; /* by case of the plan */
    const char **numbers;
    Buf cell;
};

ExportList *export_list_new(void)
{
    ExportList *self = xcalloc(1, sizeof(*self));
    self->arena = arena_new();
    buf_init(&self->cell);
    return self;
}

void export_list_close(ExportList *self)
{
    free(self->marked);
    free(self->rows);
    free(self->numbers);
    free(self->query);
    free(self->found);
    self->query = NULL;
    self->found = NULL;
    self->marked = NULL;
    self->rows = NULL;
    self->numbers = NULL;
    self->n_rows = 0;
    self->open = false;
    self->plan = (ExportPlan){0};
    arena_reset(self->arena);
}

void export_list_free(ExportList *self)
{
    export_list_close(self);
    arena_free(self->arena);
    buf_free(&self->cell);
    free(self);
}

bool export_list_is_open(const ExportList *self)
{
    return self->open;
}

const ExportPlan *export_list_plan(const ExportList *self)
{
    return &self->plan;
}

/* ---- which are shown, which are marked ---- */

static void show(ExportList *self, Shown shown)
{
    self->shown = shown;
    self->n_rows = 0;
    for (size_t i = 0; i < self->plan.n; i++) {
        bool fit = !self->plan.cases[i].reason;
        if ((!self->query || self->found[i]) &&
            (shown == SHOWN_ALL || fit == (shown == SHOWN_FIT)))
            self->rows[self->n_rows++] = i;
    }
    list_set_count(&self->list, (int64_t)self->n_rows);
    list_select(&self->list, 0);
}

/* Of those that are shown: all that can go, or none where all of them are marked. */
static void mark_shown(ExportList *self)
{
    bool marked = false;
    for (size_t i = 0; i < self->n_rows; i++)
        marked =
            marked || (!self->plan.cases[self->rows[i]].reason && !self->marked[self->rows[i]]);
    for (size_t i = 0; i < self->n_rows; i++)
        self->marked[self->rows[i]] = marked && !self->plan.cases[self->rows[i]].reason;
}

static const char *copy(const ExportList *self, const char *text)
{
    return text ? arena_dup(self->arena, text) : NULL;
}

bool export_list_load(ExportList *self, Stage *stage, const ExportWish *wish, Err *err)
{
    export_list_close(self);
    self->wish = (ExportWish){.template_ = copy(self, wish->template_),
                              .platform = copy(self, wish->platform),
                              .refused = copy(self, wish->refused),
                              .tranche = wish->tranche};
    if (!app_export_plan(stage_session(stage), &self->wish, self->arena, &self->plan, err))
        return false;
    if (self->plan.n == 0)
        return err_set(err, ERR_REFUSED, "%s", app_export_nothing(&self->plan));
    self->wish.platform = self->plan.platform[0] ? self->plan.platform : NULL;
    self->marked = xcalloc(self->plan.n + 1, sizeof(bool));
    self->rows = xcalloc(self->plan.n + 1, sizeof(size_t));
    self->found = xcalloc(self->plan.n + 1, sizeof(bool));
    self->numbers = xcalloc(self->plan.n + 1, sizeof(char *));
    self->open = true;
    show(self, SHOWN_ALL);
    mark_shown(self);
    return true;
}

size_t export_list_marked(const ExportList *self)
{
    size_t n = 0;
    for (size_t i = 0; i < self->plan.n; i++)
        n += self->marked[i];
    return n;
}

const ExportWish *export_list_wish(ExportList *self)
{
    self->wish.numbers = self->numbers;
    self->wish.n = 0;
    for (size_t i = 0; i < self->plan.n; i++) {
        if (self->marked[i])
            self->numbers[self->wish.n++] = self->plan.cases[i].no;
    }
    return &self->wish;
}

/* ---- keys ---- */

static const ExportCase *selected(const ExportList *self)
{
    return self->list.selected < (int64_t)self->n_rows
               ? &self->plan.cases[self->rows[self->list.selected]]
               : NULL;
}

bool export_list_has_row(const ExportList *self)
{
    return selected(self) != NULL;
}

bool export_list_pays(const ExportList *self)
{
    return template_purpose_named(self->plan.purpose)->asks_money;
}

bool export_list_key(ExportList *self, int key)
{
    return list_key(&self->list, key);
}

static void toggle(ExportList *self, Stage *stage)
{
    const ExportCase *one = selected(self);
    if (!one)
        return;
    if (one->reason) {
        stage_say(stage, MSG_WARN, _("This case cannot go: %s"), one->reason);
        return;
    }
    bool *marked = &self->marked[self->rows[self->list.selected]];
    *marked = !*marked;
    list_select(&self->list, self->list.selected + 1);
}

/* ---- narrowed, and by tranche ---- */

static void found(Stage *stage, void *ctx, const Reply *reply)
{
    ExportList *self = ctx;
    Err err = {0};
    if (!reply->text)
        return;
    free(self->query);
    self->query = *reply->text ? xstrdup(reply->text) : NULL;
    if (self->query && !app_export_find(stage_session(stage), self->query, self->plan.cases,
                                        self->plan.n, self->found, &err)) {
        stage_say_err(stage, &err);
        free(self->query);
        self->query = NULL;
    }
    show(self, self->shown);
}

static void ask_find(ExportList *self, Stage *stage)
{
    ask(stage,
        &(Question){.title = _("Find"),
                    .text = _("Name, initials, number, disease or hospital; empty shows all"),
                    .initial = self->query,
                    .done = found,
                    .ctx = self});
}

/* What can go is another question then, so all is asked anew. */
static void tranche_typed(Stage *stage, void *ctx, const Reply *reply)
{
    ExportList *self = ctx;
    ExportList *other;
    Err err = {0};
    char *end = NULL;
    if (!reply->text)
        return;
    ExportWish wish = self->wish;
    wish.numbers = NULL;
    wish.n = 0;
    wish.tranche = *reply->text ? strtoll(reply->text, &end, 10) : 0;
    if (*reply->text && (*end || wish.tranche < 1)) {
        stage_say(stage, MSG_WARN, _("“%s” is no number of a tranche"), reply->text);
        return;
    }
    other = export_list_new();
    if (export_list_load(other, stage, &wish, &err)) {
        const ExportList was = *self;
        *self = *other;
        *other = was;
    } else {
        stage_say_err(stage, &err);
    }
    export_list_free(other);
}

static void ask_tranche(ExportList *self, Stage *stage)
{
    char number[24] = "";
    if (self->plan.tranche)
        snprintf(number, sizeof(number), "%lld", (long long)self->plan.tranche);
    ask(stage, &(Question){.title = _("Tranche"),
                           .text = _("Ask only for the tranches of this number; empty asks for "
                                     "all that are planned"),
                           .initial = number,
                           .typed = TYPED_LETTERS,
                           .done = tranche_typed,
                           .ctx = self});
}

bool export_list_command(ExportList *self, Stage *stage, CmdId id)
{
    switch ((int)id) {
    case CMD_EXPORT_MARK:
        toggle(self, stage);
        return true;
    case CMD_EXPORT_ALL:
        mark_shown(self);
        return true;
    case CMD_EXPORT_FIND:
        ask_find(self, stage);
        return true;
    case CMD_EXPORT_TRANCHE:
        ask_tranche(self, stage);
        return true;
    case CMD_EXPORT_SHOW:
        show(self, (Shown)((self->shown + 1) % SHOWN));
        return true;
    }
    return false;
}

/* ---- drawing ---- */

static bool cells_of(void *ctx, int64_t at, TableCell *cells)
{
    ExportList *self = ctx;
    if (at < 0 || at >= (int64_t)self->n_rows)
        return false;
    size_t i = self->rows[at];
    const ExportCase *one = &self->plan.cases[i];
    buf_clear(&self->cell);
    if (one->reason)
        buf_add(&self->cell, one->reason);
    else if (one->before && one->outcome != OUTCOME_NONE)
        buf_addf(&self->cell, _("Already in batch %s: %s"), one->before,
                 app_outcome_label(one->outcome));
    else if (one->before)
        buf_addf(&self->cell, _("Already in batch %s"), one->before);
    cells[0] = (TableCell){self->marked[i] ? "[x]" : one->reason ? " - " : "[ ]", ST_TEXT};
    cells[1] = (TableCell){one->no, ST_VALUE};
    cells[2] = (TableCell){one->patient, ST_TEXT};
    cells[3] = (TableCell){self->cell.data, one->reason ? ST_WARN : ST_TEXT};
    return true;
}

void export_list_status(const ExportList *self, Buf *out)
{
    buf_add(out, _("Only what is marked goes into the batch"));
    if (self->plan.tranche)
        buf_addf(out, _("; only tranche %lld"), (long long)self->plan.tranche);
    if (self->query)
        buf_addf(out, _("; found by “%s”"), self->query);
}

static void draw_sum(const ExportList *self, Stage *stage, Frame *frame, Rect rect)
{
    static const char *const shown[] = {
        [SHOWN_ALL] = N_("all are shown"),
        [SHOWN_FIT] = N_("shown are those that can go"),
        [SHOWN_UNFIT] = N_("shown are those that cannot go"),
    };
    Buf text = BUF_INIT;
    if (self->plan.platform[0])
        buf_addf(&text, "%s  ", app_platform_text(stage_session(stage), self->plan.platform));
    buf_addf(&text, _("%zu marked of %zu that can go, %zu cannot; %s"),
             export_list_marked(self), self->plan.fit, self->plan.n - self->plan.fit,
             _(shown[self->shown]));
    frame_fit(frame, rect.row, rect.col + 1, rect.cols - 2, ST_LABEL, text.data, TEXT_LEFT);
    buf_free(&text);
}

void export_list_draw(ExportList *self, Stage *stage, Frame *frame, Rect rect)
{
    enum { BELOW = 3 };
    const TableColumn columns[] = {
        {"", 3, 3, 0, TEXT_LEFT},
        {_("Number"), 14, 16, 0, TEXT_LEFT},
        {_("Patient"), 8, 12, 0, TEXT_LEFT},
        {_("In the way, or before"), 10, 60, 1, TEXT_LEFT},
    };
    const Table table = {columns, (int)COUNT_OF(columns), cells_of, self, true, 0};
    const ExportCase *one = selected(self);
    draw_sum(self, stage, frame, rect);
    table_draw(&table, &self->list, frame,
               (Rect){rect.row + 1, rect.col, rect.rows - 1 - BELOW, rect.cols});
    if (one && one->reason)
        info_wrap(frame,
                  (Rect){rect.row + rect.rows - BELOW, rect.col + 1, BELOW, rect.cols - 2},
                  ST_TEXT, one->reason);
}
