/* The consents: beside their rows, the papers to sign are written from here. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/look.h"
#include "app/papers.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "ui/ask/ask.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_form.h"
#include "ui/stage/keep.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

typedef struct Consents {
    FormTab form;
    Buf folder; /* for the papers, as it was typed */
    Arena *arena;
    const char **papers; /* that were written last, and may be printed */
    size_t n_papers;
} Consents;

/* Not the folder itself: what was typed, for the question that may follow. */
static void keep_folder(Consents *self, const char *folder)
{
    Buf copy = BUF_INIT;
    buf_add(&copy, folder);
    buf_free(&self->folder);
    self->folder = copy;
}

static void write_papers(Consents *self, Stage *stage, bool replace);

static void replaced(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'r')
        write_papers(ctx, stage, true);
}

/* ---- printing what was written ---- */

static void print_papers(Consents *self, Stage *stage)
{
    const char *no = case_head_of(work_file(self->form.tab.screen->work))->no;
    Err err = {0};
    if (app_print(no, self->papers, self->n_papers, &err))
        stage_say(stage, MSG_DONE,
                  ngettext("%zu paper was handed to the printer",
                           "%zu papers were handed to the printer",
                           (unsigned long)self->n_papers),
                  self->n_papers);
    else
        stage_say_err(stage, &err);
}

static void print_answered(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'p')
        print_papers(ctx, stage);
}

/* The papers alone: a printer takes texts, and the workbook is all of them once more. */
static void keep_papers(Consents *self, const char *const *files, size_t n)
{
    arena_reset(self->arena);
    self->papers = arena_alloc(self->arena, (n + 1) * sizeof *self->papers);
    self->n_papers = 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(files[i]);
        if (len > 4 && strcmp(files[i] + len - 4, ".txt") == 0)
            self->papers[self->n_papers++] = arena_dup(self->arena, files[i]);
    }
}

static void written(Consents *self, Stage *stage, const char *const *files, size_t n)
{
    Buf text = BUF_INIT;
    buf_addf(&text, ngettext("%zu file is in %s", "%zu files are in %s", (unsigned long)n), n,
             self->folder.data);
    stage_add_clear(stage, &text);
    keep_papers(self, files, n);
    if (app_can_print() && self->n_papers)
        ask(stage, &(Question){.title = _("Papers"),
                               .text = text.data,
                               .answers = {{'k', _("Do not print")}, {'p', _("Print them")}},
                               .done = print_answered,
                               .ctx = self});
    else
        stage_say(stage, MSG_DONE, "%s", text.data);
    buf_free(&text);
}

static void write_papers(Consents *self, Stage *stage, bool replace)
{
    Arena *arena = arena_new();
    const char **files;
    size_t n = 0;
    Err err = {0};
    stage_keep_now(stage); /* whoever writes the workbook may run out of memory */
    if (app_papers(stage_session(stage), work_file(self->form.tab.screen->work),
                   self->folder.data, replace, arena, &files, &n, &err))
        written(self, stage, files, n);
    else if (err.kind == ERR_REFUSED && !replace)
        ask(stage, &(Question){.title = _("Papers"),
                               .text = err.text,
                               .answers = {{'k', _("Keep them")}, {'r', _("Replace")}},
                               .done = replaced,
                               .ctx = self});
    else
        stage_say_err(stage, &err);
    arena_free(arena);
}

static void folder_named(Stage *stage, void *ctx, const Reply *reply)
{
    Consents *self = ctx;
    if (!reply->text || !*reply->text)
        return;
    char *folder = path_typed(reply->text);
    keep_folder(self, folder);
    free(folder);
    write_papers(self, stage, false);
}

static bool ask_papers(Consents *self, Stage *stage)
{
    const char *home = getenv("HOME"),
               *no = case_head_of(work_file(self->form.tab.screen->work))->no;
    if (!entry_leave(self->form.tab.screen, stage))
        return true;
    char *folder = path_join(home && *home ? home : "/", no);
    ask(stage, &(Question){.title = _("Papers to sign"),
                           .text = _("Folder for the papers and the workbook of them:"),
                           .initial = folder,
                           .typed = TYPED_LETTERS,
                           .done = folder_named,
                           .ctx = self});
    free(folder);
    return true;
}

static Tab *consents_make(void)
{
    Consents *self = xcalloc(1, sizeof *self);
    form_init(&self->form.form);
    buf_init(&self->folder);
    self->arena = arena_new();
    return &self->form.tab;
}

static void consents_free(Tab *tab)
{
    buf_free(&((Consents *)tab)->folder);
    arena_free(((Consents *)tab)->arena);
    form_tab_free(tab);
}

static bool consents_command(Tab *tab, Stage *stage, CmdId id)
{
    if (id == CMD_CASE_PAPERS)
        return ask_papers((Consents *)tab, stage);
    return form_tab_command(tab, stage, id);
}

static unsigned consents_state(Tab *tab, Stage *stage)
{
    return form_tab_state(tab, stage) | NEED_PAPERS;
}

const TabOps consents_tab = {
    FORM_TAB,
    .make = consents_make,
    .free = consents_free,
    .follow = form_tab_follow,
    .command = consents_command,
    .state = consents_state,
};
