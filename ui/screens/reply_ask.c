/* Three questions, one after the other: the file, whether to take it in, and why. */
#include "config.h"

#include "ui/screens/reply_ask.h"

#include <stdlib.h>
#include <string.h>

#include "app/receipt.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "ui/ask/ask.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

struct ReplyAsk {
    void (*taken)(Stage *stage, Screen *screen);
    Screen *screen;
    char *batch, *path;
    Arena *arena;
    ReceiptLook look; /* what was shown */
    char *why;
};

ReplyAsk *reply_ask_new(void (*taken)(Stage *stage, Screen *screen), Screen *screen)
{
    ReplyAsk *self = xcalloc(1, sizeof(*self));
    *self = (ReplyAsk){.taken = taken, .screen = screen, .arena = arena_new()};
    return self;
}

void reply_ask_free(ReplyAsk *self)
{
    if (!self)
        return;
    arena_free(self->arena);
    free(self->batch);
    free(self->path);
    free(self->why);
    free(self);
}

/* ---- what it says ---- */

enum { ROWS_TOLD = 5, NUMBERS_TOLD = 6, WHY_COLS = 60 };

/* What is left out, and what moves money. */
static bool is_told(const ReceiptLine *line)
{
    return line->moves || (line->why && line->fate != FATE_SAME && line->fate != FATE_TAKEN);
}

static void tell_row(const ReceiptLine *line, Buf *out)
{
    const char *which = *line->no ? line->no : line->place;
    buf_addf(out, "\n%.*s", text_quote(which), which);
    if (line->moves)
        buf_addf(out, "  %s", line->moves);
    if (line->why)
        buf_addf(out, "  %.*s", (int)text_prefix(line->why, strlen(line->why), WHY_COLS),
                 line->why);
}

static void tell_rows(const ReceiptLook *look, Buf *out)
{
    size_t told = 0, all = 0;
    for (size_t i = 0; i < look->n; i++) {
        const ReceiptLine *line = &look->lines[i];
        if (!is_told(line) || ++all > ROWS_TOLD)
            continue;
        told++;
        tell_row(line, out);
    }
    if (all > told) {
        buf_add_char(out, '\n');
        buf_addf(out,
                 ngettext("and %zu more row; “anjuan receipt --dry-run” lists all",
                          "and %zu more rows; “anjuan receipt --dry-run” lists all",
                          (unsigned long)(all - told)),
                 all - told);
    }
}

static void tell_missing(const ReceiptLook *look, Buf *out)
{
    Buf numbers = BUF_INIT;
    for (size_t i = 0; i < look->n_missing && i < NUMBERS_TOLD; i++) {
        buf_add(&numbers, i ? "  " : "");
        app_receipt_missing(&look->missing[i], &numbers);
    }
    if (look->n_missing > NUMBERS_TOLD)
        buf_add(&numbers, " …");
    if (look->n_missing) {
        buf_add_char(out, '\n');
        buf_addf(out, _("Without an answer: %s"), numbers.data);
    }
    buf_free(&numbers);
}

static void tell(const ReceiptLook *look, Buf *out)
{
    app_receipt_sum(look, out);
    tell_rows(look, out);
    tell_missing(look, out);
    if (!look->written)
        buf_addf(out, "\n%s", _("It changes nothing"));
    if (look->hidden) {
        buf_add_char(out, '\n');
        buf_addf(out,
                 ngettext("%zu row is hidden in the file; it was read too",
                          "%zu rows are hidden in the file; they were read too",
                          (unsigned long)look->hidden),
                 look->hidden);
    }
}

/* ---- taking it in ---- */

typedef struct Work {
    ReplyAsk *self;
    Stage *stage;
} Work;

static bool work_take(const Progress *progress UNUSED, void *ctx, Err *err)
{
    const Work *work = ctx;
    ReplyAsk *self = work->self;
    return app_receipt_take(stage_session(work->stage), self->batch, self->path,
                            self->look.sha256, self->why, self->arena, &self->look, err);
}

static void take(ReplyAsk *self, Stage *stage)
{
    Work work = {self, stage};
    Err err = {0};
    Buf sum = BUF_INIT;

    if (!stage_work(stage, _("Taking in the reply"), work_take, &work, &err)) {
        stage_say_err(stage, &err);
        return;
    }
    app_receipt_sum(&self->look, &sum);
    stage_say(stage, MSG_DONE, _("Batch %s: %s"), self->look.batch, sum.data);
    buf_free(&sum);
    self->taken(stage, self->screen);
}

static void why_typed(Stage *stage, void *ctx, const Reply *reply)
{
    ReplyAsk *self = ctx;
    if (!reply->text)
        return;
    free(self->why);
    self->why = xstrdup(reply->text);
    take(self, stage);
}

static void decided(Stage *stage, void *ctx, const Reply *reply)
{
    ReplyAsk *self = ctx;
    if (reply->key != 't')
        return;
    free(self->why);
    self->why = NULL;
    if (self->look.counts[FATE_CONTRARY])
        ask(stage, &(Question){.title = _("An earlier reply said otherwise"),
                               .text = _("Why does this one count?"),
                               .chars = RECEIPT_WORDS,
                               .done = why_typed,
                               .ctx = self});
    else
        take(self, stage);
}

static void show(ReplyAsk *self, Stage *stage)
{
    Buf text = BUF_INIT, title = BUF_INIT;
    buf_addf(&title, _("Batch %s: %s"), self->look.batch, self->look.file);
    tell(&self->look, &text);
    Question question = {.title = title.data,
                         .text = text.data,
                         .answers = {{'n', _("leave it")}},
                         .done = decided,
                         .ctx = self};
    if (self->look.written)
        question.answers[1] = (Answer){'t', _("take it in")};
    ask(stage, &question);
    buf_free(&title);
    buf_free(&text);
}

static void path_typed_in(Stage *stage, void *ctx, const Reply *reply)
{
    ReplyAsk *self = ctx;
    Err err = {0};

    if (!reply->text || !*reply->text)
        return;
    free(self->path);
    self->path = path_typed(reply->text);
    arena_reset(self->arena);
    if (!app_receipt_look(stage_session(stage), self->batch, self->path, self->arena,
                          &self->look, &err))
        stage_say_err(stage, &err);
    else
        show(self, stage);
}

void reply_ask(ReplyAsk *self, Stage *stage, const char *batch)
{
    free(self->batch);
    self->batch = xstrdup(batch);
    ask(stage, &(Question){.title = _("Reply of the platform"),
                           .text = _("File, a workbook or CSV; Tab types it further:"),
                           .typed = TYPED_LETTERS,
                           .files = true,
                           .done = path_typed_in,
                           .ctx = self});
}
