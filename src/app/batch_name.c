/* What the file of a new batch is called when nobody says so, by the pattern of its template;
 * and what it is not called. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "exchange/template.h"
#include "store/sql.h"

bool app_export_name(Session *session, const char *template_, const char *platform, Buf *out,
                     Err *err)
{
    Template *template = NULL;
    char day[DAY_TEXT];
    const char *no;
    Arena *arena = arena_new();
    bool done = template_find(session_knowledge(session), template_, &template, err) &&
                batch_number(session, arena, &no, err);
    if (done) {
        day_format(session_today(session), day);
        const char *title = template_title(template, session_lang(session));
        const TemplateFileWords words = {
            .texts = {template_, title, _(template_purpose(template)->label),
                      platform && platform[0] ? app_platform_text(session, platform) : NULL, no,
                      day, session_organisation(session), session_station(session)}};
        template_file_name(template, &words, out);
    }
    template_free(template);
    arena_free(arena);
    return done;
}

/* In a long batch a name as it is typed alone: the forms of all would cost more than its file.
 */
static bool tells(const char *file, const char *name, const char *id_number, bool by_form)
{
    enum { NAME_CHARS = 2, NUMBER_CHARS = 6 };
    bool named = name && text_chars(name) >= NAME_CHARS &&
                 (strstr(file, name) || (by_form && text_has_name(file, name)));
    return named ||
           (id_number && text_chars(id_number) >= NUMBER_CHARS &&
            (strstr(file, id_number) || (by_form && text_has_number(file, id_number))));
}

bool batch_name_tells_nobody(Session *session, const Batch *batch, const char *path, Err *err)
{
    enum { BY_FORM = 1000 };
    char *file = path_name(path);
    bool done = true;
    for (size_t i = 0; done && i < batch->n; i++) {
        Sql q;
        if (!(done = sql_open(&q, session_store(session),
                              "SELECT p.name, p.id_number, c.no FROM case_file AS c"
                              " LEFT JOIN patient AS p ON p.case_id = c.id WHERE c.id = ?",
                              err)))
            break;
        sql_bind_int(&q, 1, batch->items[i].case_id);
        bool told =
            sql_row(&q) && tells(file, sql_said(&q, 0), sql_said(&q, 1), batch->n <= BY_FORM);
        char *no = told ? xstrdup(sql_said(&q, 2)) : NULL;
        done = sql_close(&q, err);
        if (done && told)
            done = err_set(err, ERR_INPUT,
                           _("The name of the file stays in the history, also when case %s is "
                             "erased; leave out of it who its patient is"),
                           no);
        free(no);
    }
    free(file);
    return done;
}
