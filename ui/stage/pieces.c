/* What a terminal sends begins with Esc, and over a slow line the rest of it may come so late
 * that the terminal's own reading (ui/term/input.h) no longer knows it for one. "[" or "O"
 * while the commands are open begins such a rest: it is taken away up to its end and never
 * becomes text.
 */
#include "config.h"

#include "base/i18n.h"
#include "ui/stage/inner.h"
#include "ui/stage/message.h"

/* Parameters, one final byte; a "[" is none, since some consoles send two. */
static size_t rest_of(Stage *stage, const char *text, size_t len)
{
    size_t at = 0;

    while (at < len && ((text[at] >= ' ' && text[at] <= '?') || text[at] == '['))
        at++;
    if (at < len) {
        stage->pieces = false;
        at += text[at] >= '@' && text[at] <= '~';
    }
    return at;
}

size_t pieces_text(Stage *stage, const Event *event)
{
    size_t at = 0;
    char first = event->text[0];

    if (bar_is_open(stage) && (first == '[' || first == 'O')) {
        bar_close(stage);
        stage->pieces = true;
        at = 1;
    } else if (!stage->pieces || event->at - stage->pieces_at >= STAGE_PIECES_MS) {
        stage->pieces = false;
        return 0;
    }
    stage->pieces_at = event->at;
    at += rest_of(stage, event->text + at, event->len - at);
    if (at)
        stage_say(stage, MSG_NOTE,
                  _("A key that came in pieces was not taken; press it again"));
    return at;
}
