/* The quiet lines under a form: somebody here is on a blacklist, and another case has the ID,
 * phone, card, number or name that is typed or stored here. It follows every key, refuses
 * nothing and never takes the focus; a key looks at the case. */
#include "config.h"

#include "ui/case/alike.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"
#include "ui/model/tabs.h"
#include "ui/parts/look.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

struct AlikeLine {
    Arena *arena;
    Alike *list; /* other cases that share a value with what is shown, as of what */
    size_t n;
    bool more;
    Listed listed[LISTED_MAX]; /* entries of the blacklist */
    size_t n_listed;
    Buf what;
};

AlikeLine *alike_new(void)
{
    AlikeLine *line = xcalloc(1, sizeof *line);
    line->arena = arena_new();
    buf_init(&line->what);
    return line;
}

void alike_free(AlikeLine *line)
{
    arena_free(line->arena);
    buf_free(&line->what);
    free(line);
}

/* The records whose fields are shown now. */
static size_t records_shown(CaseScreen *self, RecordId records[PARTS_MAX])
{
    const TabDef *tab = tab_def(self->tab);
    if (row_shown(self)) {
        records[0] = row_record(self);
        return 1;
    }
    for (int i = 0; i < tab->n; i++)
        records[i] = tab->parts[i].record;
    return (size_t)tab->n;
}

static void typed_now(CaseScreen *self, AlikeTyped *typed)
{
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    *typed = (AlikeTyped){.field = FIELD_COUNT};
    if (!stop)
        return;
    const char *stored = case_get(work_file(self->work), stop->field, stop->row);
    bool changed = entry_changed(self);
    *typed = (AlikeTyped){stop->field, stop->row,
                          changed  ? entry_edit(self)->text.data
                          : stored ? stored
                                   : ""};
}

void alike_stale(CaseScreen *self)
{
    buf_clear(&self->alike->what);
}

/* Asked again only when something it follows from is different. */
void alike_follow(CaseScreen *self, Stage *stage)
{
    RecordId records[PARTS_MAX];
    AlikeTyped typed;
    Buf now = BUF_INIT;
    Err err = {0};
    if (!work_file(self->work))
        return;
    size_t n = records_shown(self, records);
    typed_now(self, &typed);
    buf_addf(&now, "%d %d %d %zu %s", (int)self->tab, row_shown(self), (int)typed.field,
             typed.row, typed.text ? typed.text : "");
    if (strcmp(now.data, self->alike->what.data) != 0) {
        buf_clear(&self->alike->what);
        buf_add(&self->alike->what, now.data);
        arena_reset(self->alike->arena);
        if (!app_case_alike(stage_session(stage), work_file(self->work), records, n, &typed,
                            self->alike->arena, &self->alike->list, &self->alike->n,
                            &self->alike->more, &err) ||
            !app_case_listed(stage_session(stage), work_file(self->work), records, n, &typed,
                             self->alike->arena, self->alike->listed, &self->alike->n_listed,
                             &err))
            stage_say_err(stage, &err);
    }
    buf_free(&now);
}

/* How many more there are, and the key that looks at them. */
static void add_look(CaseScreen *self, Stage *stage, Buf *out)
{
    Buf key = BUF_INIT;
    size_t others = self->alike->n - 1;
    keymap_keys(stage_keymap(stage), CMD_CASE_ALIKE, true, false, &key);
    if (self->alike->more)
        buf_addf(
            out,
            ngettext("and at least %zu more", "and at least %zu more", (unsigned long)others),
            others);
    else if (others)
        /* TRANSLATORS: beside the line about one other case: how many more there are. */
        buf_addf(out, ngettext("and %zu more", "and %zu more", (unsigned long)others), others);
    buf_add(out, others ? "  " : "");
    /* TRANSLATORS: %s is a key, e.g. "^G looks": shows the other case. */
    buf_addf(out, _("%s looks"), key.data);
    buf_free(&key);
}

enum { MARGIN = 3, GAP = 2, ROWS_MAX = 3, ROWS_LEFT = 6 };

/* A line at the lower end of rect, on several rows of a narrow screen, with the key at the end
 * of the last; look may be empty. */
static int draw_line(const char *text, Style style, const char *look, Frame *frame, Rect rect)
{
    TextLine *lines = NULL;
    Buf part = BUF_INIT;
    int room = rect.cols - MARGIN - 1, cols = text_cols(look);
    int n = (int)text_wrap(text, room, &lines);
    n = n > ROWS_MAX ? ROWS_MAX : n;
    size_t last = lines[n - 1].to - lines[n - 1].from;
    bool beside = !cols || text_cols_n(text + lines[n - 1].from, last) + GAP + cols <= room;
    int rows = beside ? n : n + 1, row = rect.row + rect.rows - rows;
    for (int i = 0; i < rows; i++) {
        buf_clear(&part);
        if (i < n)
            buf_add_bytes(&part, text + lines[i].from, lines[i].to - lines[i].from);
        frame_fit(frame, row + i, rect.col, rect.cols, style, "", TEXT_LEFT);
        frame_put(frame, row + i, rect.col + MARGIN, room, style, part.data);
    }
    if (cols)
        frame_put(frame, row + rows - 1, rect.col + MARGIN + room - cols, cols, ST_KEY, look);
    buf_free(&part);
    free(lines);
    return rows;
}

static int draw_alike(CaseScreen *self, Stage *stage, Frame *frame, Rect rect)
{
    Buf text = BUF_INIT, look = BUF_INIT;
    if (!self->alike->n || rect.rows < ROWS_LEFT)
        return 0;
    const Alike *first = &self->alike->list[0];
    /* TRANSLATORS: number of another case, its status, who entered it, and what it has in
     * common with this one, e.g. "Like T1-2026-000073 (exported, Wang): same ID number". */
    buf_addf(&text, _("Like %s (%s, %s): %s"), first->no, status_label(first->status),
             first->whose, first->why);
    add_look(self, stage, &look);
    int rows = draw_line(text.data, ST_TEXT, look.data, frame, rect);
    buf_free(&text);
    buf_free(&look);
    return rows;
}

/* What else there is the findings say. */
static int draw_listed(CaseScreen *self, Frame *frame, Rect rect)
{
    Buf text = BUF_INIT;
    size_t others = self->alike->n_listed - 1;
    if (!self->alike->n_listed || rect.rows < ROWS_LEFT)
        return 0;
    app_listed_say(&self->alike->listed[0], &text);
    if (others) {
        buf_add(&text, "  ");
        buf_addf(&text, ngettext("and %zu more", "and %zu more", (unsigned long)others),
                 others);
    }
    int rows = draw_line(text.data, ST_WARN, "", frame, rect);
    buf_free(&text);
    return rows;
}

int alike_draw(CaseScreen *self, Stage *stage, Frame *frame, Rect rect)
{
    int rows = draw_alike(self, stage, frame, rect);
    rect.rows -= rows;
    return rows + draw_listed(self, frame, rect);
}

bool alike_look(CaseScreen *self, Stage *stage)
{
    alike_follow(self, stage);
    if (self->alike->n)
        stage_push(stage, look_screen_new(stage, self->alike->list, self->alike->n));
    return true;
}

bool alike_any(const CaseScreen *self)
{
    return self->alike->n > 0;
}
