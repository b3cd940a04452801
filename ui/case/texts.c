/* Texts made from the case: the papers to sign, and a draft of the statement. */
#include "config.h"

#include "ui/case/case.h"

#include <stdlib.h>

#include "app/papers.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "ui/ask/ask.h"
#include "ui/stage/keep.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

/* ---- papers ---- */

/* Not the folder itself: what was typed, for the question that may follow. */
static void keep_folder(CaseScreen *self, const char *folder)
{
    Buf copy = BUF_INIT;
    buf_add(&copy, folder);
    buf_free(&self->folder);
    self->folder = copy;
}

static void write_papers(CaseScreen *self, Stage *stage, bool replace);

static void replaced(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'r')
        write_papers(ctx, stage, true);
}

static void write_papers(CaseScreen *self, Stage *stage, bool replace)
{
    Arena *arena = arena_new();
    const char **files;
    size_t n = 0;
    Err err = {0};
    stage_keep_now(stage); /* whoever writes the workbook may run out of memory */
    if (app_papers(stage_session(stage), self->file, self->folder.data, replace, arena, &files,
                   &n, &err))
        stage_say(stage, MSG_DONE,
                  ngettext("%zu file is in %s", "%zu files are in %s", (unsigned long)n), n,
                  self->folder.data);
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
    CaseScreen *self = ctx;
    if (!reply->text || !*reply->text)
        return;
    keep_folder(self, reply->text);
    write_papers(self, stage, false);
}

static bool ask_papers(CaseScreen *self, Stage *stage)
{
    const char *home = getenv("HOME"), *no = case_head_of(self->file)->no;
    if (!case_leave_typing(self, stage))
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

/* ---- the statement ---- */

static void put_draft(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    bool done = app_statement_draft(stage_session(stage), self->file, &err);
    if (case_done(self, stage, done, &err))
        stage_say(stage, MSG_DONE,
                  _("A draft from what the case says: read it with the family and change it"));
}

static void appended(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'a')
        put_draft(ctx, stage);
}

static bool draft_statement(CaseScreen *self, Stage *stage)
{
    if (!case_leave_typing(self, stage))
        return true;
    if (case_get(self->file, F_STATEMENT_story, 0))
        ask(stage,
            &(Question){.title = _("Draft"),
                        .text = _("There is a story already. The draft would stand after it."),
                        .answers = {{'k', _("Keep as it is")}, {'a', _("Append")}},
                        .done = appended,
                        .ctx = self});
    else
        put_draft(self, stage);
    return true;
}

unsigned case_text_state(const CaseScreen *self)
{
    if (self->whole_row)
        return 0;
    return self->tab == TAB_CONSENTS    ? NEED_PAPERS
           : self->tab == TAB_STATEMENT ? NEED_DRAFT
                                        : 0;
}

bool case_text_command(CaseScreen *self, Stage *stage, CmdId id)
{
    switch (id) {
    case CMD_CASE_PAPERS:
        return ask_papers(self, stage);
    case CMD_CASE_DRAFT:
        return draft_statement(self, stage);
    default:
        return false;
    }
}
