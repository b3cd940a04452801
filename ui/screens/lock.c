/* The locked screen covers everything, without a word of any case. The person's passphrase
 * leads back to where they were; somebody else can sign them out. */
#include "config.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/model/lineedit.h"
#include "ui/screens/notes.h"
#include "ui/screens/screens.h"
#include "ui/screens/station.h"
#include "ui/stage/chrome.h"
#include "ui/stage/lock.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { FIELD_COLS = 32, MARGIN = 4 };

typedef struct Lock {
    Screen screen;
    LineEdit passphrase;
} Lock;

static void lock_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Lock *self = (Lock *)screen;
    const User *user = session_user(stage_session(stage));
    Buf text = BUF_INIT;

    Rect rect = stage_chrome(stage, frame, _("Anjuan"), _("Locked"));
    /* TRANSLATORS: the name of a person. */
    buf_addf(&text, _("%s is signed in here. The passphrase leads back to the same place"),
             user ? user->display : "");
    frame_fit(frame, rect.row + 2, MARGIN, rect.cols - 2 * MARGIN, ST_TEXT, text.data,
              TEXT_LEFT);
    int row = rect.row + 4;
    int used = frame_put(frame, row, MARGIN, rect.cols / 2, ST_LABEL, _("Passphrase")) + 2;
    input_draw(&self->passphrase, frame, (Rect){row, MARGIN + used, 1, FIELD_COLS}, true, true);
    buf_free(&text);
}

static CmdScope lock_scope(const Screen *screen UNUSED)
{
    return SC_LOCK;
}

static bool lock_typing(const Screen *screen UNUSED)
{
    return true;
}

static bool lock_text(Screen *screen, Stage *stage UNUSED, const char *text, size_t len,
                      bool paste UNUSED)
{
    lineedit_insert(&((Lock *)screen)->passphrase, text, len);
    return true;
}

static bool lock_key(Screen *screen, Stage *stage UNUSED, int key)
{
    lineedit_key(&((Lock *)screen)->passphrase, key);
    return true; /* no word about keys that do nothing: they belong to somebody else's screen */
}

static void lock_try(Lock *self, Stage *stage)
{
    Session *session = stage_session(stage);
    Err err = {0};

    if (session_check_passphrase(session, self->passphrase.text.data, &err)) {
        lineedit_wipe(&self->passphrase);
        if (session_user(session)->must_change) {
            stage_sign_out(stage);
            stage_say(
                stage, MSG_WARN,
                _("Somebody else set your passphrase meanwhile: sign in with it once more "
                  "and choose your own"));
            return;
        }
        stage_come_back(stage);
        station_ask(stage);
        notes_tell(stage);
        return;
    }
    lineedit_wipe(&self->passphrase);
    stage_say_err(stage, &err);
}

static bool lock_command(Screen *screen, Stage *stage, CmdId id)
{
    Lock *self = (Lock *)screen;

    switch ((int)id) {
    case CMD_UNLOCK:
        lock_try(self, stage);
        return true;
    case CMD_LOCK_OTHER:
        stage_sign_out(stage);
        return true;
    case CMD_LOCK_CLEAR:
        lineedit_wipe(&self->passphrase);
        return true;
    }
    return false;
}

static void lock_free(Screen *screen)
{
    Lock *self = (Lock *)screen;

    lineedit_free(&self->passphrase);
    free(self);
}

static const ScreenOps lock_ops = {
    .name = "lock",
    .draw = lock_draw,
    .scope = lock_scope,
    .typing = lock_typing,
    .text = lock_text,
    .key = lock_key,
    .command = lock_command,
    .free = lock_free,
};

Screen *lock_screen_new(Stage *stage UNUSED)
{
    Lock *self = xcalloc(1, sizeof *self);

    self->screen.ops = &lock_ops;
    lineedit_init(&self->passphrase, "", PASSPHRASE_MAX, false);
    return &self->screen;
}
