/* A job is JSON on the program's input; a line of what it says is an object. The last one says
 * how it went, and only that is believed. */
#include "config.h"

#include "exchange/hub.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/program.h"

enum { LINE_MAX_BYTES = 1 << 20 };

/* ---- faults ---- */

static const char *sentence(HubFault fault)
{
    static const char *const sentences[HUB_FAULT_COUNT] = {
        [HUB_FINE] = "",
        [HUB_LINE] = N_("The hub cannot be reached, or the line was cut too often; what has "
                        "arrived stays; do it again later"),
        [HUB_ADDRESS] = N_("That is not the address of a hub, which is "
                           "postgresql://NAME@SERVER/DATABASE, with ?sslrootcert=FILE where "
                           "the server has a certificate of its own, or with ?host=FOLDER for "
                           "a server on this machine"),
        [HUB_PASSWORD] = N_("An address with a password in it is not taken, since others see "
                            "it; write the secret into a file and give --secret-file"),
        [HUB_SIGN_IN] = N_("The hub does not let this name in with this secret; give "
                           "--secret-file, or ask the operator for another secret"),
        [HUB_TLS] = N_("The server does not prove that it is the one of the address; give "
                       "?sslrootcert=FILE with the certificate from the operator"),
        [HUB_NO_HUB] = N_("There is no hub in that database; its operator makes one with "
                          "“anjuan hub init”"),
        [HUB_OTHER_HUB] = N_("The hub was made by another version of the program; use the "
                             "same version on both sides"),
        [HUB_NO_RIGHT] = N_("Only the operator may do that: a superuser of the server"),
        [HUB_SHARED] = N_("The server has other databases, where stations could see who is "
                          "connected; take a server for the hub alone, or give --shared"),
        [HUB_STATION] = N_("The hub has no station of that name, or closed it; ask the "
                           "operator"),
        [HUB_RECIPIENT] = N_("The recipient has no mailbox at this hub; ask the operator, or "
                             "hand the bundle over as a file"),
        [HUB_OTHER] = N_("The hub has another bundle under this number: a copy of this "
                         "station is at work somewhere; use only one of them"),
        [HUB_QUOTA] = N_("Too much lies at the hub for this station; ask the operator for "
                         "more room, or hand the bundle over as a file"),
        [HUB_LARGE] = N_("The bundle is larger than the hub takes; hand it over as a file"),
        [HUB_DAMAGED] = N_("What is at the hub is not what was sent; it is asked for again, so "
                           "try it later"),
        [HUB_MANY] = N_("The station has sent as many bundles as it may in a month; ask the "
                        "operator, or hand it over as a file"),
        [HUB_GONE] = N_("The hub does not keep it any more; the sender sends it again with "
                        "“anjuan hub send”"),
        [HUB_FILE] = N_("A file on this machine cannot be read or written"),
        [HUB_SERVER] = N_("The server refused it"),
    };
    return sentences[fault];
}

static ErrKind kind_of(HubFault fault)
{
    switch (fault) {
    case HUB_LINE:
    case HUB_FILE:
    case HUB_TLS:
    case HUB_SERVER:
    case HUB_DAMAGED:
        return ERR_IO;
    case HUB_ADDRESS:
    case HUB_PASSWORD:
        return ERR_USAGE;
    case HUB_NO_HUB:
    case HUB_RECIPIENT:
    case HUB_STATION:
    case HUB_GONE:
        return ERR_NOT_FOUND;
    default:
        return ERR_REFUSED;
    }
}

static HubFault fault_named(const char *word)
{
#define HUB_WORD(name, text) [name] = text,
    static const char *const words[HUB_FAULT_COUNT] = {[HUB_FINE] = "", HUB_FAULTS(HUB_WORD)};
#undef HUB_WORD
    for (int i = 1; i < HUB_FAULT_COUNT; i++) {
        if (word && strcmp(word, words[i]) == 0)
            return (HubFault)i;
    }
    return HUB_SERVER;
}

/* text: what server or system said, in their words; may be empty. */
static bool tell_fault(const json_t *line, Err *err)
{
    HubFault fault = fault_named(json_string_value(json_object_get(line, "fault")));
    const char *text = json_string_value(json_object_get(line, "text"));
    if (text && text[0])
        /* TRANSLATORS: what is wrong and what to do; what the server said about it */
        return err_set(err, kind_of(fault), _("%s (%s)"), _(sentence(fault)), text);
    return err_set(err, kind_of(fault), "%s", _(sentence(fault)));
}

/* ---- a job ---- */

typedef struct Talk {
    void (*hear)(void *ctx, const json_t *line);
    void *ctx;
    json_t *end;
    const Progress *progress;
    int64_t done, total; /* bytes, where that is known */
} Talk;

static bool hear_line(void *ctx, const char *text, size_t n)
{
    Talk *talk = ctx;
    json_t *line = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    if (!line || talk->end) {
        json_decref(line);
        return false;
    }
    if (json_object_get(line, "end")) {
        talk->end = line;
        return true;
    }
    if (talk->hear)
        talk->hear(talk->ctx, line);
    json_decref(line);
    return true;
}

static bool step(void *ctx, size_t done, size_t total)
{
    Talk *talk = ctx;
    (void)done;
    (void)total;
    return progress_step(talk->progress, (size_t)talk->done, (size_t)talk->total);
}

static void set_text(json_t *job, const char *key, const char *text)
{
    if (text)
        json_object_set_new(job, key, json_string(text));
}

/* Takes the job. */
static bool do_job(const HubPlace *place, json_t *job, Talk *talk, Err *err)
{
    char *program = path_helper("anjuan-hub"), *input;
    int status = 0;
    set_text(job, "address", place->address);
    set_text(job, "user", place->user);
    set_text(job, "secret", place->secret);
    input = json_dumps(job, JSON_COMPACT);
    bool done =
        (input || err_set(err, ERR_INPUT, "%s", _(sentence(HUB_ADDRESS)))) &&
        (access(program, X_OK) == 0 ||
         err_set(err, ERR_NOT_FOUND, _("%s is missing"), program)) &&
        program_follow(program, input, strlen(input), LINE_MAX_BYTES, HUB_SILENT_SECONDS,
                       hear_line, talk, &(Progress){.step = step, .ctx = talk}, &status, err);
    if (done && !talk->end)
        done = err_set(err, ERR_IO, _("%s did not do it"), program);
    else if (done && !json_is_true(json_object_get(talk->end, "end")))
        done = tell_fault(talk->end, err);
    if (input)
        explicit_bzero(input, strlen(input));
    free(input);
    free(program);
    json_decref(talk->end);
    json_decref(job);
    return done;
}

static json_t *job_named(const char *name)
{
    return json_pack("{s:s}", "do", name);
}

bool hub_address(const HubPlace *place, Err *err)
{
    return do_job(place, job_named("check"), &(Talk){0}, err);
}

/* ---- for its operator ---- */

static void hear_flag(void *ctx, const json_t *line)
{
    bool *flag = ctx;
    *flag = json_is_true(json_object_get(line, "made")) ||
            json_is_true(json_object_get(line, "new"));
}

bool hub_init(const HubPlace *place, const HubLimits *limits, bool *made, Err *err)
{
    json_t *job = job_named("init");
    if (limits->months)
        json_object_set_new(job, "months", json_integer(limits->months));
    if (limits->largest)
        json_object_set_new(job, "largest", json_integer(limits->largest));
    json_object_set_new(job, "shared", json_boolean(limits->shared));
    return do_job(place, job, &(Talk){.hear = hear_flag, .ctx = made}, err);
}

bool hub_add(const HubPlace *place, const HubStation *station, bool *is_new, Err *err)
{
    json_t *job = job_named("add");
    set_text(job, "station", station->id);
    set_text(job, "new_secret", station->secret);
    set_text(job, "verifier", station->verifier);
    json_object_set_new(job, "quota", json_integer(station->quota));
    json_object_set_new(job, "monthly", json_integer(station->monthly));
    return do_job(place, job, &(Talk){.hear = hear_flag, .ctx = is_new}, err);
}

bool hub_close(const HubPlace *place, const char *id, Err *err)
{
    json_t *job = job_named("close");
    set_text(job, "station", id);
    return do_job(place, job, &(Talk){0}, err);
}

bool hub_status(const HubPlace *place, void (*take)(void *ctx, const json_t *row), void *ctx,
                Err *err)
{
    return do_job(place, job_named("status"), &(Talk){.hear = take, .ctx = ctx}, err);
}

/* ---- bundles ---- */

typedef struct Carrying {
    Talk talk;
    HubHear *hear;
    void *ctx;
} Carrying;

static int64_t number_in(const json_t *line, const char *key)
{
    return json_integer_value(json_object_get(line, key));
}

/* Steps of one bundle, and what became of each. */
static void hear_bundle(void *ctx, const json_t *line)
{
    Carrying *c = ctx;
    Err fault = {0};
    if (json_object_get(line, "done")) {
        c->talk.done = number_in(line, "done");
        c->talk.total = number_in(line, "size");
        return;
    }
    const char *state = json_string_value(json_object_get(line, "state"));
    HubTold told = {.peer = json_string_value(json_object_get(line, "peer")),
                    .path = json_string_value(json_object_get(line, "path")),
                    .epoch = number_in(line, "epoch"),
                    .number = number_in(line, "number"),
                    .size = number_in(line, "size"),
                    .id = number_in(line, "id"),
                    .file = (size_t)number_in(line, "file"),
                    .taken = state && strcmp(state, "taken") == 0};
    if (json_object_get(line, "fault")) {
        tell_fault(line, &fault);
        told.fault = &fault;
    }
    c->hear(c->ctx, &told);
}

static bool carry(const HubPlace *place, json_t *job, HubHear *hear, void *ctx,
                  const Progress *progress, Err *err)
{
    Carrying c = {
        .talk = {.hear = hear_bundle, .progress = progress}, .hear = hear, .ctx = ctx};
    c.talk.ctx = &c;
    return do_job(place, job, &c.talk, err);
}

bool hub_send_files(const HubPlace *place, const HubFile *files, size_t n, HubHear *hear,
                    void *ctx, const Progress *progress, Err *err)
{
    json_t *job = job_named("send"), *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:s,s:s,s:I,s:I}", "path", files[i].path, "to",
                                              files[i].to, "epoch", (json_int_t)files[i].epoch,
                                              "number", (json_int_t)files[i].number));
    json_object_set_new(job, "files", list);
    return carry(place, job, hear, ctx, progress, err);
}

bool hub_fetch_files(const HubPlace *place, const HubInto *into, HubHear *hear, void *ctx,
                     const Progress *progress, Err *err)
{
    json_t *job = job_named("fetch"), *list = json_array();
    for (size_t i = 0; i < into->n; i++)
        json_array_append_new(list, json_pack("{s:s,s:I,s:I}", "peer", into->last[i].peer,
                                              "epoch", (json_int_t)into->last[i].epoch,
                                              "number", (json_int_t)into->last[i].number));
    json_object_set_new(job, "known", list);
    set_text(job, "folder", into->folder);
    json_object_set_new(job, "take", json_boolean(into->take));
    return carry(place, job, hear, ctx, progress, err);
}

bool hub_tell_taken(const HubPlace *place, const int64_t *ids, size_t n, Err *err)
{
    json_t *job = job_named("took"), *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_integer(ids[i]));
    json_object_set_new(job, "ids", list);
    return do_job(place, job, &(Talk){0}, err);
}
