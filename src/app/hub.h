/* The hub of a store: where it is stands in a setting, the secret follows from the store
 * (desk/mailbox.h), and the bundles are those of the outbox (app/bundle.h) and of STORE.inbox,
 * where each waits until it was taken in. What goes over the line is done by another program
 * (exchange/hub.h), which gets sealed files alone. */
#ifndef ANJUAN_APP_HUB_H
#define ANJUAN_APP_HUB_H

#include <stdbool.h>
#include <stddef.h>

#include "app/bundle.h"
#include "app/session.h"
#include "base/arena.h"
#include "exchange/hub.h"

/* Names the hub from now on and writes to path what its operator gives the station a mailbox
 * by; secret_path: the secret too, for what carries bundles without the store; NULL: nowhere.
 */
bool app_hub_join(Session *session, const char *address, const char *path,
                  const char *secret_path, bool replace, Err *err);

/* What such a file says; texts are in the arena. */
bool app_hub_request(const char *path, Arena *arena, HubStation *out, Err *err);

/* Whether one is named. */
bool app_hub_named(Session *session);

/* Sends what is not acknowledged. */
bool app_hub_send(Session *session, HubHear *hear, void *ctx, const Progress *progress,
                  Err *err);

/* Fetches what waits and takes it in, with what lies in the inbox already; each is told of,
 * with the fault where it was not taken in. Whoever sent something is answered by receipts,
 * which are sent at once. */
typedef void HubTaken(void *ctx, const char *path, const Unpacked *in, const Err *fault);
bool app_hub_fetch(Session *session, HubTaken *taken, void *ctx, const Progress *progress,
                   Err *err);

bool app_hub_status(Session *session, void (*take)(void *ctx, const json_t *row), void *ctx,
                    Err *err);

#endif
