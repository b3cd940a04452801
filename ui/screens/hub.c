/* One key for the hub: what is not acknowledged goes there, then what waits is fetched and
 * taken in. What was refused is counted, and the first of it told. */
#include "config.h"

#include "ui/screens/hub.h"

#include "app/hub.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

typedef struct Exchange {
    Session *session;
    size_t there, taken, refused, cases;
    Buf first; /* what was refused first, and why */
} Exchange;

static void refuse(Exchange *self, const char *which, const Err *fault)
{
    if (!self->refused++ && which)
        /* TRANSLATORS: a bundle; why it was refused */
        buf_addf(&self->first, _("%s: %s"), which, fault->text);
    else if (self->refused == 1)
        buf_add(&self->first, fault->text);
}

static void hear(void *ctx, const HubTold *told)
{
    Exchange *self = ctx;
    if (told->fault)
        refuse(self, NULL, told->fault);
    else
        self->there++;
}

static bool send_all(const Progress *progress, void *ctx, Err *err)
{
    Exchange *self = ctx;
    return app_hub_send(self->session, hear, self, progress, err);
}

static void take(void *ctx, const char *path UNUSED, const Unpacked *in, const Err *fault)
{
    Exchange *self = ctx;
    if (fault) {
        refuse(self, in ? in->name : NULL, fault);
    } else if (!in->again) {
        self->taken++;
        self->cases += (size_t)in->cases;
    }
}

static bool fetch_all(const Progress *progress, void *ctx, Err *err)
{
    Exchange *self = ctx;
    return app_hub_fetch(self->session, take, self, progress, err);
}

static void say_outcome(Stage *stage, const Exchange *self)
{
    if (self->refused)
        stage_say(stage, MSG_ERROR,
                  /* TRANSLATORS: how many bundles lie at the hub, were taken in, were refused;
                     the first of these and why */
                  ngettext("At the hub: %zu, taken in: %zu, refused: %zu. %s",
                           "At the hub: %zu, taken in: %zu, refused: %zu. The first: %s",
                           (unsigned long)self->refused),
                  self->there, self->taken, self->refused, self->first.data);
    else if (self->taken || self->there)
        stage_say(stage, MSG_DONE,
                  ngettext("At the hub: %zu; taken in: %zu, with %zu case",
                           "At the hub: %zu; taken in: %zu, with %zu cases",
                           (unsigned long)self->cases),
                  self->there, self->taken, self->cases);
    else
        stage_say(stage, MSG_DONE, "%s", _("Nothing was to be sent, and nothing waits there"));
}

bool hub_exchange(Stage *stage)
{
    Exchange self = {.session = stage_session(stage)};
    Err err = {0};
    bool done = stage_work(stage, _("Sending to the hub"), send_all, &self, &err) &&
                stage_work(stage, _("Fetching from the hub"), fetch_all, &self, &err);

    if (done)
        say_outcome(stage, &self);
    else
        stage_say_err(stage, &err);
    buf_free(&self.first);
    return done;
}
