/* What the program mended by itself, and what others did that a person must know: told once to
 * whoever comes in. */
#include "config.h"

#include "ui/screens/notes.h"

#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/stage/stage.h"

void notes_tell(Stage *stage)
{
    size_t n;
    const char *const *notes = session_notes(stage_session(stage), &n);
    Buf text = BUF_INIT;

    for (size_t i = 0; i < n; i++)
        buf_addf(&text, "%s%s", i ? "\n" : "", notes[i]);
    if (n)
        ask(stage, &(Question){.title = _("Before you go on"),
                               .text = text.data,
                               .answers = {{'o', _("OK")}}});
    buf_free(&text);
}
