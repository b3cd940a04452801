/* Asks for a name and writes; that all of it is in clear is said before. */
#include "config.h"

#include "ui/case/dossier.h"

#include <stdlib.h>

#include "app/dossier.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "ui/ask/ask.h"
#include "ui/case/screen.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

enum { NAMES_TRIED = 100 };

typedef struct Making {
    Session *session;
    const char *no, *path;
} Making;

static bool make(const Progress *progress UNUSED, void *ctx, Err *err)
{
    const Making *making = ctx;
    DossierMade made;
    return app_dossier(making->session, making->no, making->path, true, false, &made, err);
}

static void typed(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0}, reload = {0};
    if (!reply->text || !*reply->text)
        return;
    char *path = path_typed(reply->text);
    Making making = {stage_session(stage), case_head_of(work_file(self->work))->no, path};
    bool done = stage_work(stage, _("Writing the dossier"), make, &making, &err);
    if (done)
        stage_say(stage, MSG_DONE, _("Written: %s; “anjuan-verify” verifies it"), path);
    else
        stage_say_err(stage, &err);
    if (!work_reload(self->work, &reload))
        stage_say_err(stage, &reload);
    case_follow(self, stage);
    free(path);
}

void dossier_ask(CaseScreen *self, Stage *stage)
{
    const char *no = case_head_of(work_file(self->work))->no;
    Buf name = BUF_INIT;
    buf_addf(&name, "%s.zip", no);
    for (int i = 2; path_exists(name.data) && i < NAMES_TRIED; i++) {
        buf_clear(&name);
        buf_addf(&name, "%s-%d.zip", no, i);
    }
    ask(stage, &(Question){.title = _("Dossier of the case"),
                           .text = _("All of the case, with its history and copies, in clear "
                                     "and with nothing masked. That it was made stands in the "
                                     "history. Into which file? Its name ends in .zip"),
                           .initial = name.data,
                           .typed = TYPED_PLAIN,
                           .files = true,
                           .done = typed,
                           .ctx = self});
    buf_free(&name);
}
