/* Asks who may, reads, and has the workbook made in a hidden folder beside its place. */
#include "config.h"

#include "app/report.h"

#include <stdlib.h>

#include "app/inner.h"
#include "app/outfile.h"
#include "base/i18n.h"
#include "base/path.h"
#include "exchange/report_book.h"

bool app_report(Session *session, Day from, Day to, Arena *arena, Report *out, Err *err)
{
    const User *user = session_user(session);
    if (!desk_may(user, VERB_REPORT, err))
        return false;
    if (day_compare(from, to) > 0)
        return err_set(err, ERR_INPUT, _("The period ends before it begins"));
    int64_t of = desk_only_own(user, VERB_REPORT) ? user->id : 0;
    bool begun = false;
    bool done = store_begin_read(session_store(session), &begun, err) &&
                figures_read(session_store(session), session_fields(session)->codes,
                             session_lang(session), from, to, of, arena, out, err);
    store_end_read(session_store(session), begun);
    return done;
}

static bool write_at(Session *session, const Report *report, const char *path, bool replace,
                     Err *err)
{
    char at[INSTANT_TEXT];
    instant_now(at);
    const ReportFacts facts = {.organisation = session_organisation(session),
                               .station = session_station(session),
                               .by = session_user(session)->display,
                               .at = at,
                               .practice = session_practice(session)};
    char *near = path_folder(path);
    path_sweep(near, ""); /* what was interrupted earlier */
    free(near);
    char *folder = path_temp_folder(path, err);
    if (!folder)
        return false;
    char *temp = path_join(folder, "report.xlsx");
    bool done = report_book_write(report, &facts, temp, err) &&
                (replace ? path_commit(temp, path, err) : path_commit_new(temp, path, err));
    path_drop(folder);
    free(temp);
    free(folder);
    return done;
}

bool app_report_write(Session *session, Day from, Day to, bool exact, const char *path,
                      bool replace, Err *err)
{
    Report report;
    Arena *arena = arena_new();
    bool done = app_may_write(session, path, replace, err) &&
                app_report(session, from, to, arena, &report, err);
    if (done && !exact)
        figures_guard(&report, session_fields(session)->codes, arena);
    done = done && write_at(session, &report, path, replace, err);
    arena_free(arena);
    return done;
}
