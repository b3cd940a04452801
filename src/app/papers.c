#include "config.h"

#include "app/papers.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/papers.h"

enum { WORDS = 5 };

static bool make_texts(Session *session, const CaseFile *file, const char *kind,
                       const char *blank, Arena *arena, Paper **papers, size_t *n, Err *err)
{
    char today[DAY_TEXT];
    day_format(session_today(session), today);
    const PaperWord words[WORDS + 1] = {
        {"organisation", session_organisation(session)},
        {"station", session_station(session)},
        {"worker", session_user(session)->display},
        {"today", today},
        {"no", case_head_of(file)->no},
    };
    const PaperOptions options = {.kind = kind, .blank = blank, .words = words};
    struct Facts *facts = session_facts(session, err);
    return facts && facts_stage(facts, &file, 1, err) &&
           papers_make(facts, file, &options, arena, papers, n, err);
}

/* ---- papers ---- */

typedef struct PaperFile {
    const char *path;
    bool made; /* by this run, where nothing was before */
} PaperFile;

static bool refuse_existing(const PaperFile *files, size_t n, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (access(files[i].path, F_OK) == 0)
            return err_set(err, ERR_REFUSED,
                           _("%s is there already; name another folder, or ask for its "
                             "replacement"),
                           files[i].path);
    }
    return true;
}

static bool write_all(Session *session, const CaseFile *file, const Paper *papers, size_t n,
                      PaperFile *files, Err *err)
{
    /* Always in the language of the papers. */
    const char *stamp = session_practice(session) ? "【练习】虚构案例，不得签署使用" : NULL;
    const PaperBook book = {.papers = papers,
                            .n = n,
                            .stamp = stamp,
                            .footer = case_head_of(file)->no,
                            .organisation = session_organisation(session),
                            .on = session_today(session)};
    files[n].made = !path_exists(files[n].path);
    bool done = paper_book(&book, files[n].path, err);
    for (size_t i = 0; done && i < n; i++) {
        Buf text = BUF_INIT;
        paper_text(&papers[i], stamp, &text);
        files[i].made = !path_exists(files[i].path);
        done = path_write(files[i].path, text.data, text.len, err);
        buf_free(&text);
    }
    for (size_t i = 0; !done && i <= n; i++) {
        if (files[i].made)
            unlink(files[i].path);
    }
    return done;
}

bool app_papers(Session *session, const CaseFile *file, const char *folder, bool replace,
                Arena *arena, const char ***paths, size_t *n, Err *err)
{
    Paper *papers;
    size_t count = 0;
    const char *no = case_head_of(file)->no;
    if (!desk_may(session_user(session), VERB_EDIT, err) ||
        !make_texts(session, file, "papers", "＿＿＿＿＿＿", arena, &papers, &count, err))
        return false;
    if (!count)
        return err_set(err, ERR_INPUT, _("The knowledge files have no papers for this case"));
    if (!folder[0])
        return err_set(err, ERR_INPUT, _("Name the folder for the papers"));
    PaperFile *files = arena_alloc(arena, (count + 1) * sizeof(*files));
    for (size_t i = 0; i <= count; i++) {
        const char *name = i < count ? arena_printf(arena, "%s-%s.txt", no, papers[i].name)
                                     : arena_printf(arena, "%s-papers.xlsx", no);
        char *path = path_join(folder, name);
        files[i] = (PaperFile){.path = arena_dup(arena, path)};
        free(path);
    }
    if (!path_make_folder(folder, err) ||
        (!replace && !refuse_existing(files, count + 1, err)) ||
        !write_all(session, file, papers, count, files, err))
        return false;
    *n = count + 1;
    *paths = arena_alloc(arena, *n * sizeof(**paths));
    for (size_t i = 0; i < *n; i++)
        (*paths)[i] = files[i].path;
    return true;
}

/* ---- the statement ---- */

static void read_draft(const Paper *paper, Buf *title, Buf *story)
{
    for (size_t i = 0; i < paper->n; i++) {
        const PaperPart *part = &paper->parts[i];
        if (part->style == PAPER_TITLE) {
            buf_clear(title);
            buf_add(title, part->text);
        } else {
            buf_addf(story, "%s%s", story->len ? "\n" : "", part->text);
        }
    }
}

bool app_statement_draft(Session *session, CaseFile *file, Err *err)
{
    Arena *arena = arena_new();
    Buf title = BUF_INIT, story = BUF_INIT;
    Paper *papers;
    size_t n = 0, used = 0;
    CaseValue values[2];
    const char *before = case_get(file, F_STATEMENT_story, 0);
    bool done = desk_may(session_user(session), VERB_EDIT, err) &&
                make_texts(session, file, "statement", "……", arena, &papers, &n, err);
    if (!done)
        goto out;
    if (before)
        buf_add(&story, before);
    for (size_t i = 0; i < n; i++)
        read_draft(&papers[i], &title, &story);
    if (title.len && !case_get(file, F_STATEMENT_title, 0) &&
        field_check(session_fields(session), catalog_field(F_STATEMENT_title), title.data,
                    NULL))
        values[used++] = (CaseValue){F_STATEMENT_title, 0, title.data};
    done =
        field_check(session_fields(session), catalog_field(F_STATEMENT_story), story.data, err);
    values[used++] = (CaseValue){F_STATEMENT_story, 0, story.data};
    done = done && case_edit_values(session, file, values, used, false, err);
out:
    buf_free(&title);
    buf_free(&story);
    arena_free(arena);
    return done;
}
