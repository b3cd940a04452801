/* anjuan-hub: speaks with a hub, for anjuan, which starts it with a job on standard input
 * (hub/wire.h) and reads what it says. A program of its own, since libpq and what it brings
 * would nearly double every start of the other one (10.0 of 11.6 million instructions), and
 * reads what a server sends: that is done by a process that has no store open and knows no key.
 *
 * Every job has "do", "address", "user" (the role where the address names none), "secret"; it
 * may have "tries" and "wait_ms" (hub/link.h). Besides:
 *
 *   check                                     is that an address?
 *   init    months, largest, shared           makes a hub, or sets these of one
 *   add     station, new_secret or verifier, quota, monthly
 *   close   station
 *   send    files: [{path, to, epoch, number}]
 *   fetch   folder, known: [{peer, epoch, number}], take
 *   took    ids
 *   status
 *
 * The last line is {"end": true | false, "cuts": N}, with "fault" and "text" where it is false.
 */
#include "config.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "hub/office.h"
#include "hub/spool.h"

typedef bool (*Job)(Link *link, const json_t *job, HubFault *fault, Err *err);

static bool do_check(Link *link, const json_t *job, HubFault *fault, Err *err)
{
    (void)job;
    (void)err;
    *fault = HUB_FINE;
    return link != NULL;
}

static bool do_send(Link *link, const json_t *job, HubFault *fault, Err *err)
{
    SpoolOut *out = spool_out_new(json_object_get(job, "files"));
    HubSource source = spool_source(out);
    bool done = hub_send(link, &source, fault, err);
    spool_out_free(out);
    return done;
}

static HubKnown *read_known(const json_t *list, size_t *n)
{
    *n = json_array_size(list);
    HubKnown *known = xcalloc(*n + 1, sizeof(*known));
    for (size_t i = 0; i < *n; i++) {
        const json_t *one = json_array_get(list, i);
        const char *peer = json_string_value(json_object_get(one, "peer"));
        memcpy(known[i].peer, peer ? peer : "", strnlen(peer ? peer : "", HUB_ID_HEX));
        known[i].epoch = json_integer_value(json_object_get(one, "epoch"));
        known[i].number = json_integer_value(json_object_get(one, "number"));
    }
    return known;
}

static bool do_fetch(Link *link, const json_t *job, HubFault *fault, Err *err)
{
    const char *folder = json_string_value(json_object_get(job, "folder"));
    size_t n;
    HubKnown *known = read_known(json_object_get(job, "known"), &n);
    SpoolIn *in = spool_in_new(folder ? folder : ".");
    HubSink sink = spool_sink(in, json_is_true(json_object_get(job, "take")));
    bool done = hub_fetch(link, known, n, &sink, fault, err);
    spool_in_free(in);
    free(known);
    return done;
}

static bool do_took(Link *link, const json_t *job, HubFault *fault, Err *err)
{
    const json_t *list = json_object_get(job, "ids");
    size_t n = json_array_size(list);
    int64_t *ids = xcalloc(n + 1, sizeof(*ids));
    for (size_t i = 0; i < n; i++)
        ids[i] = json_integer_value(json_array_get(list, i));
    bool done = hub_took(link, ids, n, fault);
    if (!done)
        err_set(err, ERR_IO, "%s", link_text(link));
    free(ids);
    return done;
}

static Job job_named(const char *name)
{
    static const struct {
        const char *name;
        Job job;
    } jobs[] = {{"check", do_check},     {"init", office_init},    {"add", office_add},
                {"close", office_close}, {"send", do_send},        {"fetch", do_fetch},
                {"took", do_took},       {"status", office_status}};
    for (size_t i = 0; name && i < sizeof(jobs) / sizeof(jobs[0]); i++) {
        if (strcmp(name, jobs[i].name) == 0)
            return jobs[i].job;
    }
    return NULL;
}

static const char *text_in(const json_t *job, const char *key)
{
    return json_string_value(json_object_get(job, key));
}

static bool run(const json_t *job, int64_t *cuts, HubFault *fault, Err *err)
{
    Job named = job_named(text_in(job, "do"));
    const LinkOptions options = {
        .address = text_in(job, "address"),
        .user = text_in(job, "user"),
        .secret = text_in(job, "secret"),
        .tries = (int)json_integer_value(json_object_get(job, "tries")),
        .wait_ms = (int)json_integer_value(json_object_get(job, "wait_ms")),
    };
    Link *link = named ? link_new(&options, fault, err) : NULL;
    if (!link)
        return false;
    bool done = named(link, job, fault, err);
    *cuts = link_cuts(link);
    link_free(link);
    return done;
}

/* Nothing that stands in the environment may lead libpq elsewhere. */
static void leave_environment(void)
{
    const struct rlimit none = {0};
    setrlimit(RLIMIT_CORE, &none);
    clearenv();
    setenv("HOME", "/nonexistent", 1);
}

int main(void)
{
    Buf text = BUF_INIT;
    Err err = {0};
    HubFault fault = HUB_ADDRESS;
    int64_t cuts = 0;
    leave_environment();
    json_t *job = sodium_init() >= 0 && path_read_input("-", HUB_JOB_MAX, &text, &err)
                      ? json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, NULL)
                      : NULL;
    bool done = job && run(job, &cuts, &fault, &err);
    json_t *end = json_pack("{s:b,s:I}", "end", done, "cuts", (json_int_t)cuts);
    if (!done) {
        json_object_set_new(end, "fault", json_string(spool_fault(fault)));
        json_object_set_new(end, "text", json_string(err.text));
    }
    spool_say(end);
    json_decref(job);
    explicit_bzero(text.data, text.len);
    buf_free(&text);
    return done ? 0 : 1;
}
