/* The questions one after the other: the file, whose list it is, whether to take it in, and why
 * what is gone is to be lifted. */
#include "config.h"

#include "ui/screens/black_import.h"

#include <stdlib.h>
#include <string.h>

#include "app/blacklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "ui/ask/ask.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

struct BlackImport {
    void (*taken)(Stage *stage, Screen *screen);
    Screen *screen;
    char *path, *source, *why; /* why NULL: what is gone stays */
    bool dry;
    Arena *arena;
    BlackLook look;
};

BlackImport *black_import_new(void (*taken)(Stage *stage, Screen *screen), Screen *screen)
{
    BlackImport *self = xcalloc(1, sizeof(*self));
    *self = (BlackImport){.taken = taken, .screen = screen, .arena = arena_new()};
    return self;
}

void black_import_free(BlackImport *self)
{
    arena_free(self->arena);
    free(self->path);
    free(self->source);
    free(self->why);
    free(self);
}

static void keep(char **at, const char *text)
{
    char *copy = text ? xstrdup(text) : NULL;
    free(*at);
    *at = copy;
}

/* ---- reading the file, dry or not ---- */

typedef struct Work {
    BlackImport *self;
    Stage *stage;
} Work;

static bool work_read(const Progress *progress UNUSED, void *ctx, Err *err)
{
    const Work *work = ctx;
    BlackImport *self = work->self;
    return app_black_import(stage_session(work->stage), self->path, self->source, self->why,
                            self->dry, self->arena, &self->look, err);
}

static bool read_list(BlackImport *self, Stage *stage, bool dry, Err *err)
{
    Work work = {self, stage};

    arena_reset(self->arena);
    self->dry = dry;
    return stage_work(stage, _("Reading the list"), work_read, &work, err);
}

/* ---- taking it in ---- */

static void ask_why(BlackImport *self, Stage *stage);

static void take(BlackImport *self, Stage *stage)
{
    const BlackLook *look = &self->look;
    Buf words = BUF_INIT;
    Err err = {0};

    if (!read_list(self, stage, false, &err)) {
        if (self->why && err.kind == ERR_INPUT)
            ask_why(self, stage);
        stage_say_err(stage, &err);
        return;
    }
    app_black_sum(look, &words);
    if (look->asked)
        buf_addf(&words,
                 ngettext("; %zu entry is to be lifted, by another supervisor",
                          "; %zu entries are to be lifted, by another supervisor",
                          (unsigned long)look->asked),
                 look->asked);
    if (look->ended)
        buf_addf(&words,
                 ngettext("; %zu entry is lifted", "; %zu entries are lifted",
                          (unsigned long)look->ended),
                 look->ended);
    self->taken(stage, self->screen);
    stage_say(stage, MSG_DONE, _("%s: %s"), self->source, words.data);
    buf_free(&words);
}

static void why_typed(Stage *stage, void *ctx, const Reply *reply)
{
    BlackImport *self = ctx;

    keep(&self->why, reply->text ? reply->text : reply->missed);
    if (reply->text)
        take(self, stage);
}

static void ask_why(BlackImport *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Have lifted what is no longer listed"),
                           .text = _("Why? Without a name or a number of anybody:"),
                           .initial = self->why,
                           .typed = TYPED_WORDS,
                           .done = why_typed,
                           .ctx = self});
}

static void decided(Stage *stage, void *ctx, const Reply *reply)
{
    BlackImport *self = ctx;

    if (reply->key == 't') {
        keep(&self->why, NULL);
        take(self, stage);
    } else if (reply->key == 'x') {
        ask_why(self, stage);
    }
}

/* ---- what it says ---- */

enum { ROWS_TOLD = 5, WHY_COLS = 60 };

static void tell(const BlackLook *look, Buf *out)
{
    app_black_sum(look, out);
    for (size_t i = 0; i < look->n && i < ROWS_TOLD; i++) {
        const BlackLine *line = &look->lines[i];
        buf_add_char(out, '\n');
        size_t len = text_prefix(line->why, strlen(line->why), WHY_COLS);
        buf_addf(out, _("%s: left out: %.*s"), line->place, (int)len, line->why);
        buf_add(out, line->why[len] ? "…" : "");
    }
    buf_add(out, look->n > ROWS_TOLD ? "\n…" : "");
    if (look->hidden) {
        buf_add_char(out, '\n');
        buf_addf(out,
                 ngettext("%zu row is hidden in the file; it was read too",
                          "%zu rows are hidden in the file; they were read too",
                          (unsigned long)look->hidden),
                 look->hidden);
    }
    if (!look->written && !look->gone)
        buf_addf(out, "\n%s", _("It changes nothing"));
}

static void show(BlackImport *self, Stage *stage)
{
    const BlackLook *look = &self->look;
    Buf text = BUF_INIT;
    Question question = {
        .title = self->source, .answers = {{'n', _("not now")}}, .done = decided, .ctx = self};
    int answers = 1;

    tell(look, &text);
    question.text = text.data;
    if (look->written)
        question.answers[answers++] = (Answer){'t', _("import this list")};
    if (look->gone && !look->counts[BLACK_UNCLEAR])
        question.answers[answers] = (Answer){'x', _("lift what is gone, too")};
    ask(stage, &question);
    buf_free(&text);
}

static void ask_path(BlackImport *self, Stage *stage);
static void ask_source(BlackImport *self, Stage *stage);

static void source_typed(Stage *stage, void *ctx, const Reply *reply)
{
    BlackImport *self = ctx;
    Err err = {0};

    keep(&self->source, reply->text ? reply->text : reply->missed);
    if (!reply->text)
        return;
    keep(&self->why, NULL);
    if (text_blank(self->source)) {
        ask_source(self, stage);
        stage_say(stage, MSG_WARN, "%s", _("A list has a name: whose it is"));
    } else if (read_list(self, stage, true, &err)) {
        show(self, stage);
    } else {
        ask_path(self, stage);
        stage_say_err(stage, &err);
    }
}

static void ask_source(BlackImport *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Import a list"),
                           .text = _("Whose list is it? The same name as before for a newer "
                                     "file of the same list:"),
                           .initial = self->source,
                           .typed = TYPED_WORDS,
                           .done = source_typed,
                           .ctx = self});
}

static void path_typed_in(Stage *stage, void *ctx, const Reply *reply)
{
    BlackImport *self = ctx;
    const char *typed = reply->text ? reply->text : reply->missed;
    char *path = typed && *typed ? path_typed(typed) : NULL;

    free(self->path);
    self->path = path;
    if (reply->text && path)
        ask_source(self, stage);
}

static void ask_path(BlackImport *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Import a list"),
                           .text = _("File, a workbook or CSV; Tab types it further:"),
                           .initial = self->path,
                           .typed = TYPED_LETTERS,
                           .files = true,
                           .done = path_typed_in,
                           .ctx = self});
}

/* What was typed the last time stands there again. */
void black_import(BlackImport *self, Stage *stage, const char *source)
{
    if (!self->source || text_blank(self->source))
        keep(&self->source, source);
    ask_path(self, stage);
}
