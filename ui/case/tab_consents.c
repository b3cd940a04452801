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
    Buf only;   /* which of them; empty: those that the case needs */
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

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), n = strlen(end);
    return len > n && strcmp(text + len - n, end) == 0;
}

/* What a printer is given: the PDF of all papers, else their texts. */
static void keep_papers(Consents *self, const char *const *files, size_t n)
{
    const char *kind = ".txt";
    for (size_t i = 0; i < n; i++)
        kind = ends_with(files[i], ".pdf") ? ".pdf" : kind;
    arena_reset(self->arena);
    self->papers = arena_alloc(self->arena, (n + 1) * sizeof *self->papers);
    self->n_papers = 0;
    for (size_t i = 0; i < n; i++) {
        if (ends_with(files[i], kind))
            self->papers[self->n_papers++] = arena_dup(self->arena, files[i]);
    }
}

static void written(Consents *self, Stage *stage, const PapersMade *made)
{
    Buf text = BUF_INIT;
    buf_addf(&text,
             ngettext("%zu file is in %s", "%zu files are in %s", (unsigned long)made->n),
             made->n, self->folder.data);
    stage_add_clear(stage, &text);
    if (made->no_pdf)
        buf_addf(&text, "%s%s", _("; "), made->no_pdf);
    keep_papers(self, made->files, made->n);
    if (made->older)
        buf_addf(&text, "%s%s", _("; "),
                 papers_older_words(made->older, self->folder.data, self->arena));
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
    const PaperOrder order = {.folder = self->folder.data,
                              .only = self->only.len ? self->only.data : NULL,
                              .replace = replace};
    PapersMade made;
    Err err = {0};
    stage_keep_now(stage); /* whoever writes the workbook may run out of memory */
    if (app_papers(stage_session(stage), work_file(self->form.tab.screen->work), &order, arena,
                   &made, &err))
        written(self, stage, &made);
    else if (made.in_the_way)
        ask(stage, &(Question){.title = _("Papers"),
                               .text = err.text,
                               .answers = {{'k', _("Keep them")}, {'r', _("Replace")}},
                               .done = replaced,
                               .ctx = self});
    else
        stage_say_err(stage, &err);
    arena_free(arena);
}

static char *usual_folder(const Consents *self)
{
    const char *home = getenv("HOME"),
               *no = case_head_of(work_file(self->form.tab.screen->work))->no;
    return path_join(home && *home ? home : "/", no);
}

static void folder_named(Stage *stage, void *ctx, const Reply *reply)
{
    Consents *self = ctx;
    if (!reply->text)
        return;
    char *folder = *reply->text ? path_typed(reply->text) : usual_folder(self);
    keep_folder(self, folder);
    free(folder);
    write_papers(self, stage, false);
}

static void ask_folder(Consents *self, Stage *stage)
{
    Buf text = BUF_INIT;
    char *folder = usual_folder(self);
    /* TRANSLATORS: a folder. */
    buf_addf(&text, _("Folder for the papers and the workbook of them; nothing typed: %s"),
             folder);
    ask(stage, &(Question){.title = _("Papers to sign"),
                           .text = text.data,
                           .typed = TYPED_LETTERS,
                           .done = folder_named,
                           .ctx = self});
    buf_free(&text);
    free(folder);
}

static void papers_chosen(Stage *stage, void *ctx, const Reply *reply)
{
    Consents *self = ctx;
    if (reply->back || !reply->text)
        return;
    buf_clear(&self->only);
    buf_add(&self->only, reply->text);
    ask_folder(self, stage);
}

/* Those that the case needs, or one of all that there are. */
static Picklist *list_papers(Session *session, const PaperChoice *papers, size_t n)
{
    Picklist *list = picklist_new(session_pinyin(session));
    size_t needed = 0;
    Buf text = BUF_INIT;
    for (size_t i = 0; i < n; i++)
        needed += papers[i].needed;
    buf_addf(&text, _("All that the case needs (%zu)"), needed);
    picklist_add(list, &(PickRow){.value = "", .text = text.data});
    for (size_t i = 0; i < n; i++)
        picklist_add(list, &(PickRow){.value = papers[i].name, .text = papers[i].title});
    buf_free(&text);
    return list;
}

static bool ask_papers(Consents *self, Stage *stage)
{
    Session *session = stage_session(stage);
    PaperChoice *papers;
    size_t n = 0;
    Err err = {0};
    if (!entry_leave(self->form.tab.screen, stage))
        return true;
    Arena *arena = arena_new();
    if (app_papers_list(session, work_file(self->form.tab.screen->work), arena, &papers, &n,
                        &err))
        ask(stage, &(Question){.title = _("Papers to sign"),
                               .text = _("Which of them:"),
                               .rows = list_papers(session, papers, n),
                               .initial = "",
                               .waits = true,
                               .done = papers_chosen,
                               .ctx = self});
    else
        stage_say_err(stage, &err);
    arena_free(arena);
    return true;
}

static Tab *consents_make(void)
{
    Consents *self = xcalloc(1, sizeof *self);
    form_init(&self->form.form);
    buf_init(&self->folder);
    buf_init(&self->only);
    self->arena = arena_new();
    return &self->form.tab;
}

static void consents_free(Tab *tab)
{
    buf_free(&((Consents *)tab)->folder);
    buf_free(&((Consents *)tab)->only);
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
