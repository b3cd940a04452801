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
static bool tells(const char *text, const char *name, const char *number, const char *phone,
                  bool by_form)
{
    enum { NAME_CHARS = 2, NUMBER_CHARS = 6 };
    const char *const numbers[] = {number, phone};
    bool told = name && text_chars(name) >= NAME_CHARS &&
                (strstr(text, name) || (by_form && text_has_name(text, name)));
    for (size_t i = 0; !told && i < COUNT_OF(numbers); i++)
        told = numbers[i] && text_chars(numbers[i]) >= NUMBER_CHARS &&
               (strstr(text, numbers[i]) || (by_form && text_has_number(text, numbers[i])));
    return told;
}

/* Whom a case is about: names and numbers. The forms of a name are sought of its patient, who
 * comes first. */
static const char people_of[] =
    "SELECT name, id_number, phone FROM patient WHERE case_id = ?1"
    " UNION ALL SELECT name, id_number, phone FROM initiator WHERE case_id = ?1"
    " UNION ALL SELECT name, id_number, phone FROM payee"
    " WHERE case_id = ?1 AND kind <> 'hospital'"
    " UNION ALL SELECT holder, account, NULL FROM payee"
    " WHERE case_id = ?1 AND kind <> 'hospital'";

static bool tells_of(Store *store, int64_t case_id, const char *text, bool by_form, bool *told,
                     Err *err)
{
    Sql q;
    bool first = true;
    *told = false;
    if (!sql_open(&q, store, people_of, err))
        return false;
    sql_bind_int(&q, 1, case_id);
    for (; !*told && sql_row(&q); first = false)
        *told =
            tells(text, sql_said(&q, 0), sql_said(&q, 1), sql_said(&q, 2), by_form && first);
    return sql_close(&q, err);
}

/* The number of the case of whose people the text tells, for the caller to free; or NULL. */
static bool told_in(Session *session, const Batch *batch, const char *text, char **no, Err *err)
{
    enum { BY_FORM = 1000 };
    Store *store = session_store(session);
    bool done = true;
    *no = NULL;
    for (size_t i = 0; done && !*no && i < batch->n; i++) {
        bool told = false;
        int64_t id = batch->items[i].case_id;
        done = tells_of(store, id, text, batch->n <= BY_FORM, &told, err) &&
               (!told ||
                sql_get_text(store, err, no, "SELECT no FROM case_file WHERE id = ?", "i", id));
    }
    return done;
}

bool batch_name_tells_nobody(Session *session, const Batch *batch, const char *path, Err *err)
{
    char *file = path_name(path), *no;
    bool done = told_in(session, batch, file, &no, err);
    if (done && no)
        done = err_set(err, ERR_INPUT,
                       _("The name of the file stays in the history, also when case %s is "
                         "erased; leave out of it who the case is about"),
                       no);
    free(no);
    free(file);
    return done;
}

bool batch_words_tell_nobody(Session *session, const Batch *batch, const char *words, Err *err)
{
    char *no = NULL;
    bool done = !words || told_in(session, batch, words, &no, err);
    if (done && no)
        done = err_set(err, ERR_INPUT,
                       _("The comment stays with the other cases of the batch, also when case "
                         "%s is erased; leave out of it who the case is about"),
                       no);
    free(no);
    return done;
}
