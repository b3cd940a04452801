/* What the file of a new batch is called when nobody says so: by the pattern of its template.
 */
#include "config.h"

#include <string.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "exchange/template.h"

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
