/* A key of a terminal begins with Esc, and over a slow line the rest of it may come so late
 * that it was taken for Esc alone. "[" or "O" right behind an Esc, or at any time while the
 * commands are open, begins such a rest: it is taken away up to its end and never becomes text.
 */
#include "config.h"

#include "base/i18n.h"
#include "ui/stage/inner.h"
#include "ui/stage/message.h"

static bool begins(uint32_t rune)
{
    return rune == '[' || rune == 'O';
}

static bool is_late(Stage *stage, int64_t at)
{
    return at - stage->pieces_at >= STAGE_PIECES_MS;
}

void pieces_key(Stage *stage, const Event *event)
{
    bool half = event->key & K_ALT && begins((uint32_t)(event->key & ~K_ALT));

    stage->pieces = event->key == K_ESC ? PIECES_ESC : half ? PIECES_REST : PIECES_NONE;
    stage->pieces_at = event->at;
}

/* Parameters, one final byte; a "[" is none, since some consoles send two. */
static size_t rest_of(Stage *stage, const char *text, size_t len)
{
    size_t at = 0;

    while (at < len && ((text[at] >= ' ' && text[at] <= '?') || text[at] == '['))
        at++;
    if (at < len) {
        stage->pieces = PIECES_NONE;
        at += text[at] >= '@' && text[at] <= '~';
    }
    return at;
}

size_t pieces_text(Stage *stage, const Event *event)
{
    size_t at = 0;
    bool late = is_late(stage, event->at);

    if (begins((unsigned char)event->text[0]) &&
        (bar_is_open(stage) || (stage->pieces == PIECES_ESC && !late))) {
        bar_close(stage);
        stage->pieces = PIECES_REST;
        at = 1;
    } else if (stage->pieces != PIECES_REST || late) {
        stage->pieces = PIECES_NONE;
        return 0;
    }
    stage->pieces_at = event->at;
    at += rest_of(stage, event->text + at, event->len - at);
    if (at)
        stage_say(stage, MSG_NOTE,
                  _("A key that came in pieces was not taken; press it again"));
    return at;
}
