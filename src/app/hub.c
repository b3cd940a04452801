/* A bundle leaves the inbox once it was taken in, or never will be; and only then the hub is
 * told that it was taken, so nothing is lost between the two. */
#include "config.h"

#include "app/hub.h"

#include <stdlib.h>
#include <string.h>

#include "app/bundle_inner.h"
#include "app/inner.h"
#include "app/outfile.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/mailbox.h"
#include "desk/workflow.h"

enum { REQUEST_MAX = 4096 };

static const char address_setting[] = "hub.address";

/* ---- who this station is there ---- */

typedef struct Mailbox {
    char *address;
    char id[HUB_ID_HEX + 1], secret[DIGEST_HEX + 1];
    HubPlace place;
} Mailbox;

static void mailbox_close(Mailbox *box)
{
    free(box->address);
    explicit_bzero(box, sizeof(*box));
}

static bool own_id(Session *session, char id[HUB_ID_HEX + 1], Err *err)
{
    PersonPublic public;
    unsigned char bytes[BUNDLE_ID];
    if (!signer_public(session_store(session), 0, &public, err))
        return false;
    bundle_id(&public, bytes);
    for (int i = 0; i < BUNDLE_ID; i++)
        snprintf(id + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static bool mailbox_open(Session *session, Mailbox *box, Err *err)
{
    Store *store = session_store(session);
    *box = (Mailbox){0};
    bool done =
        desk_may(session_user(session), VERB_BUNDLE, err) &&
        store_setting(store, address_setting, &box->address, err) &&
        ((box->address && box->address[0]) ||
         err_set(err, ERR_NOT_FOUND,
                 _("No hub is named; a supervisor does that with “anjuan hub join”"))) &&
        own_id(session, box->id, err) && mailbox_secret(store, box->secret, err);
    box->place = (HubPlace){.address = box->address, .user = box->id, .secret = box->secret};
    if (!done)
        mailbox_close(box);
    return done;
}

bool app_hub_named(Session *session)
{
    char *address = NULL;
    bool named = store_setting(session_store(session), address_setting, &address, NULL) &&
                 address && address[0];
    free(address);
    return named;
}

/* ---- joining ---- */

static bool name_hub(Session *session, const char *address, char secret[DIGEST_HEX + 1],
                     Err *err)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(session)->id, .verb = "hub"};
    Tx *tx = NULL;
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (session_person_stands(session, err) && prove_people(session, err) &&
        mailbox_secret(session_store(session), secret, err) &&
        tx_setting(tx, address_setting, address, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    prove_tell(session);
    return false;
}

static void write_request(const char *id, const char *secret, Buf *out)
{
    char verifier[MAILBOX_VERIFIER];
    JsonOut json = {.out = out};
    mailbox_verifier(secret, verifier);
    jout_open(&json, NULL, '{');
    jout_int(&json, "mailbox", 1);
    jout_text(&json, "station", id);
    jout_text(&json, "verifier", verifier);
    jout_close(&json, '}');
    buf_add_char(out, '\n');
}

static bool write_secret(const char *path, const char *secret, Err *err)
{
    char line[DIGEST_HEX + 1];
    memcpy(line, secret, DIGEST_HEX);
    line[DIGEST_HEX] = '\n';
    bool done = path_write(path, line, sizeof(line), err);
    explicit_bzero(line, sizeof(line));
    return done;
}

bool app_hub_join(Session *session, const char *address, const char *path,
                  const char *secret_path, bool replace, Err *err)
{
    char id[HUB_ID_HEX + 1], secret[DIGEST_HEX + 1] = "";
    Buf request = BUF_INIT;
    bool done = desk_may(session_user(session), VERB_PAIR, err) && own_id(session, id, err) &&
                hub_address(&(HubPlace){.address = address, .user = id}, err) &&
                app_may_write(session, path, replace, err) &&
                (!secret_path || app_may_write(session, secret_path, replace, err)) &&
                name_hub(session, address, secret, err);
    if (done) {
        write_request(id, secret, &request);
        done = path_write(path, request.data, request.len, err) &&
               (!secret_path || write_secret(secret_path, secret, err));
    }
    explicit_bzero(secret, sizeof(secret));
    buf_free(&request);
    return done;
}

static const char *text_in(const json_t *object, const char *key, Arena *arena)
{
    return arena_dup(arena, json_string_value(json_object_get(object, key)));
}

bool app_hub_request(const char *path, Arena *arena, HubStation *out, Err *err)
{
    Buf text = BUF_INIT;
    if (!path_read(path, REQUEST_MAX, &text, err))
        return false;
    json_t *request = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, NULL);
    out->id = text_in(request, "station", arena);
    out->verifier = text_in(request, "verifier", arena);
    bool whole = out->id && strlen(out->id) == HUB_ID_HEX &&
                 strspn(out->id, "0123456789abcdef") == HUB_ID_HEX && out->verifier &&
                 mailbox_is_verifier(out->verifier);
    json_decref(request);
    buf_free(&text);
    return whole ||
           err_set(err, ERR_INPUT,
                   _("%s is not what “anjuan hub join” writes for the operator"), path);
}

/* ---- sending ---- */

static bool send_all(Session *session, const Mailbox *box, HubHear *hear, void *ctx,
                     const Progress *progress, Err *err)
{
    char *outbox = path_beside(session_path(session), ".outbox");
    HubFolder folder = {0};
    bool done = !path_exists(outbox) ||
                (hub_folder(outbox, true, &folder, err) &&
                 (folder.n == 0 || hub_send_files(&box->place, folder.files, folder.n, hear,
                                                  ctx, progress, err)));
    hub_folder_free(&folder);
    free(outbox);
    return done;
}

bool app_hub_send(Session *session, HubHear *hear, void *ctx, const Progress *progress,
                  Err *err)
{
    Mailbox box;
    if (!mailbox_open(session, &box, err))
        return false;
    bool done = send_all(session, &box, hear, ctx, progress, err);
    mailbox_close(&box);
    return done;
}

/* ---- fetching ---- */

typedef struct Fetched {
    Session *session;
    Arena *arena;
    HubTaken *taken;
    void *ctx;
    char **paths; /* of what the hub offered, with its id there */
    int64_t *ids;
    size_t n;
    int64_t *done; /* ids of what will not be asked for again */
    size_t n_done;
    const char **answer; /* stations that sent something */
    size_t n_answer;
} Fetched;

static void note_offer(void *ctx, const HubTold *told)
{
    Fetched *f = ctx;
    if (told->fault || !told->path) {
        f->taken(f->ctx, told->peer, NULL, told->fault);
        return;
    }
    f->paths = xreallocarray(f->paths, f->n + 1, sizeof(*f->paths));
    f->ids = xreallocarray(f->ids, f->n + 1, sizeof(*f->ids));
    f->paths[f->n] = arena_dup(f->arena, told->path);
    f->ids[f->n++] = told->id;
}

static void note_answer(Fetched *f, const Unpacked *in)
{
    for (size_t i = 0; i < f->n_answer; i++) {
        if (strcmp(f->answer[i], in->station) == 0)
            return;
    }
    f->answer = xreallocarray(f->answer, f->n_answer + 1, sizeof(*f->answer));
    f->answer[f->n_answer++] = in->station;
}

/* What can be taken in another time, as it is, stays. */
static bool may_come(BundleFault fault)
{
    switch (fault) {
    case BUNDLE_READ:
    case BUNDLE_NEWER:
    case BUNDLE_STRANGER:
    case BUNDLE_RETIRED:
    case BUNDLE_GAP:
    case BUNDLE_STOPPED:
    case BUNDLE_WHOLE: /* refused by nothing that is in it: the store could not be written */
        return true;
    default:
        return false;
    }
}

static void drop(Fetched *f, const char *path)
{
    path_drop(path);
    for (size_t i = 0; i < f->n; i++) {
        if (strcmp(f->paths[i], path) == 0)
            f->done[f->n_done++] = f->ids[i];
    }
}

static void take_one(Fetched *f, const char *path)
{
    Unpacked in = {0};
    Err fault = {0};
    bool took = app_unpack(f->session, path, false, f->arena, &in, &fault);
    f->taken(f->ctx, path, &in, took ? NULL : &fault);
    if ((took || in.used_up) && in.number > 0 && !in.again)
        note_answer(f, &in);
    if (took || in.again || in.used_up || !may_come(in.fault))
        drop(f, path);
}

static bool take_folder(Fetched *f, const char *inbox, Err *err)
{
    HubFolder folder;
    if (!hub_folder(inbox, false, &folder, err))
        return false;
    f->done = xcalloc(f->n + 1, sizeof(*f->done));
    for (size_t i = 0; i < folder.n; i++)
        take_one(f, folder.files[i].path);
    hub_folder_free(&folder);
    return true;
}

static void quiet(void *ctx, const HubTold *told)
{
    (void)ctx;
    (void)told;
}

static bool answer_all(Fetched *f, const Mailbox *box, const Progress *progress, Err *err)
{
    Packed made;
    for (size_t i = 0; i < f->n_answer; i++) {
        Err why = {0};
        if (!app_pack(f->session, f->answer[i], &(PackWhat){.waiting = false}, NULL, false,
                      false, &made, &why))
            session_note(f->session, "%s", why.text);
    }
    return f->n_answer == 0 || send_all(f->session, box, quiet, NULL, progress, err);
}

/* What was taken in last of each, so that the hub offers what a store that was put back lacks.
 */
static bool read_last(Session *session, Arena *arena, HubLast **out, size_t *n, Err *err)
{
    Station *all;
    size_t n_all;
    *n = 0;
    if (!station_all(session_store(session), arena, &all, &n_all, err))
        return false;
    *out = arena_alloc(arena, (n_all + 1) * sizeof(**out));
    for (size_t i = 0; i < n_all; i++) {
        unsigned char id[BUNDLE_ID];
        char hex[HUB_ID_HEX + 1];
        PairEnd last;
        if (!pair_last_in(session_store(session), all[i].id, &last, err))
            return false;
        if (!all[i].takes || all[i].distrusted)
            continue;
        bundle_id(&all[i].public, id);
        for (int j = 0; j < BUNDLE_ID; j++)
            snprintf(hex + 2 * j, 3, "%02x", id[j]);
        (*out)[(*n)++] = (HubLast){.peer = arena_dup(arena, hex),
                                   .epoch = (int64_t)last.epoch,
                                   .number = (int64_t)last.number};
    }
    return true;
}

bool app_hub_fetch(Session *session, HubTaken *taken, void *ctx, const Progress *progress,
                   Err *err)
{
    Mailbox box;
    if (!mailbox_open(session, &box, err))
        return false;
    char *inbox = NULL;
    HubLast *last;
    size_t n_last;
    Fetched f = {.session = session, .arena = arena_new(), .taken = taken, .ctx = ctx};
    bool done =
        pair_folder(session, ".inbox", &inbox, err) &&
        read_last(session, f.arena, &last, &n_last, err) &&
        hub_fetch_files(&box.place, &(HubInto){.folder = inbox, .last = last, .n = n_last},
                        note_offer, &f, progress, err) &&
        take_folder(&f, inbox, err) &&
        (f.n_done == 0 || hub_tell_taken(&box.place, f.done, f.n_done, err)) &&
        answer_all(&f, &box, progress, err);
    free(f.paths);
    free(f.ids);
    free(f.done);
    free(f.answer);
    arena_free(f.arena);
    free(inbox);
    mailbox_close(&box);
    return done;
}

bool app_hub_status(Session *session, void (*take)(void *ctx, const json_t *row), void *ctx,
                    Err *err)
{
    Mailbox box;
    if (!mailbox_open(session, &box, err))
        return false;
    bool done = hub_status(&box.place, take, ctx, err);
    mailbox_close(&box);
    return done;
}
