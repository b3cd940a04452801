/* hub init, add-station, close-station, status, send, fetch. */
#include "config.h"

#include <string.h>

#include "app/hub.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cli/commands.h"
#include "exchange/hub.h"
#include "store/digest.h"

enum { SECRET_RANDOM = 20, MONTHS_MOST = 120, MIB_MOST = 1 << 20, MONTHLY_MOST = 10000000 };
enum { QUOTA_MIB = 4096, MONTHLY = 20000, MIB = 1 << 20 };

#define SECRET_OPTION                                                                          \
    {                                                                                          \
        "--secret-file", "FILE", N_("its first line is the secret for the hub")                \
    }

/* The address that was typed, with the secret of its file, which the caller frees. */
static bool place_of(Cli *cli, Buf *secret, HubPlace *place, Err *err)
{
    const char *file = cli_value(cli, "--secret-file");
    *place = (HubPlace){.address = cli->args[0]};
    if (file && !cli_new_passphrase(file, secret, err))
        return false;
    place->secret = file ? secret->data : NULL;
    return true;
}

static void free_secret(Buf *secret)
{
    explicit_bzero(secret->data, secret->len);
    buf_free(secret);
}

/* 0 where the option was not given. */
static bool number_of(Cli *cli, const char *option, int64_t max, int64_t *out, Err *err)
{
    const char *text = cli_value(cli, option);
    *out = 0;
    return !text || cli_number(text, option, max, out, err);
}

/* ---- for its operator ---- */

static bool run_init(Cli *cli, Err *err)
{
    Buf secret = BUF_INIT;
    HubPlace place;
    HubLimits limits = {.shared = cli_value(cli, "--shared") != NULL};
    bool made = false;
    bool done = number_of(cli, "--months", MONTHS_MOST, &limits.months, err) &&
                number_of(cli, "--largest", MIB_MOST, &limits.largest, err) &&
                place_of(cli, &secret, &place, err);
    limits.largest *= MIB;
    done = done && hub_init(&place, &limits, &made, err);
    free_secret(&secret);
    if (!done)
        return false;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:b}", "made", made));
    else
        cli_printf(cli, "%s",
                   made ? _("The hub is made; add its stations with “anjuan hub add-station”")
                        : _("The hub was there; its limits are as given now"));
    return true;
}

const CliCommand command_hub_init = {
    .name = "hub init",
    .usage = "URL [--secret-file FILE] [--months N] [--largest MIB] [--shared]",
    .help = N_("Make a hub in an empty PostgreSQL database, as a superuser of the server"),
    .options = {SECRET_OPTION,
                {"--months", "N", N_("so many months are kept besides the current one (12)")},
                {"--largest", "MIB", N_("the largest bundle it takes (1024)")},
                {"--shared", NULL, N_("though the server has other databases")}},
    .args_min = 1,
    .args_max = 1,
    .run = run_init,
};

static bool take_id(const char *text, Err *err)
{
    return (strlen(text) == HUB_ID_HEX && strspn(text, "0123456789abcdef") == HUB_ID_HEX) ||
           cli_usage(err, _("STATION is the id of a station's key: 32 digits of 0 to 9 and a "
                            "to f"));
}

/* By the file that it wrote itself, or by its id with a secret of ours. */
static bool take_station(Cli *cli, const char *out, HubStation *station, Err *err)
{
    if (!out)
        return app_hub_request(cli->args[1], cli->arena, station, err);
    return take_id(station->id, err);
}

/* A new secret, in a file that only its owner reads. */
static bool make_secret(const char *path, char secret[DIGEST_HEX + 1], Err *err)
{
    unsigned char bytes[DIGEST_BYTES] = {0};
    if (path_exists(path))
        return err_set(err, ERR_REFUSED, _("%s is there already; name a new file"), path);
    digest_random(bytes, SECRET_RANDOM);
    digest_hex(bytes, secret);
    secret[2 * SECRET_RANDOM] = '\n';
    bool done = path_write(path, secret, 2 * SECRET_RANDOM + 1, err);
    secret[2 * SECRET_RANDOM] = '\0';
    explicit_bzero(bytes, sizeof(bytes));
    return done;
}

static bool run_add(Cli *cli, Err *err)
{
    const char *out = cli_value(cli, "--secret-out");
    Buf secret = BUF_INIT;
    HubPlace place;
    char fresh[DIGEST_HEX + 1] = "";
    HubStation station = {.id = cli->args[1]};
    bool is_new = false,
         done = take_station(cli, out, &station, err) &&
                number_of(cli, "--quota", MIB_MOST, &station.quota, err) &&
                number_of(cli, "--monthly", MONTHLY_MOST, &station.monthly, err) &&
                place_of(cli, &secret, &place, err) && (!out || make_secret(out, fresh, err));
    if (out)
        station.secret = fresh;
    station.quota = (station.quota ? station.quota : QUOTA_MIB) * MIB;
    if (!station.monthly)
        station.monthly = MONTHLY;
    if (done && !hub_add(&place, &station, &is_new, err)) {
        if (out)
            path_drop(out);
        done = false;
    }
    free_secret(&secret);
    explicit_bzero(fresh, sizeof(fresh));
    if (!done)
        return false;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:s,s:b,s:o}", "station", station.id, "new", is_new,
                                     "secret_file", cli_json_text(out)));
    else if (out)
        cli_printf(cli,
                   _("The station's secret is in %s; give it to them apart from the "
                     "address, and delete it here"),
                   out);
    return true;
}

const CliCommand command_hub_add_station = {
    .name = "hub add-station",
    .usage = "URL STATION [--secret-file FILE] [--quota MIB] [--monthly N] [--secret-out FILE]",
    .help =
        N_("Give a station a mailbox at the hub, by the file of its “anjuan hub join”, or new "
           "limits"),
    .options = {{"--secret-out", "FILE",
                 N_("STATION is an id: make a secret for it, into a new file")},
                SECRET_OPTION,
                {"--quota", "MIB", N_("how much of what it sent may lie there (4096)")},
                {"--monthly", "N", N_("how many bundles it may send in a month (20000)")}},
    .args_min = 2,
    .args_max = 2,
    .run = run_add,
};

static bool run_close(Cli *cli, Err *err)
{
    Buf secret = BUF_INIT;
    HubPlace place;
    bool done = take_id(cli->args[1], err) && place_of(cli, &secret, &place, err) &&
                hub_close(&place, cli->args[1], err);
    free_secret(&secret);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:s}", "closed", cli->args[1]));
    return done;
}

const CliCommand command_hub_close_station = {
    .name = "hub close-station",
    .usage = "URL STATION [--secret-file FILE]",
    .help = N_("Let a station sign in at the hub no more; what it sent stays"),
    .options = {SECRET_OPTION},
    .args_min = 2,
    .args_max = 2,
    .run = run_close,
};

/* ---- status ---- */

static int64_t number_in(const json_t *row, const char *key)
{
    return json_integer_value(json_object_get(row, key));
}

static const char *mib(Cli *cli, int64_t bytes)
{
    return arena_printf(cli->arena, "%lld.%lld", (long long)(bytes / MIB),
                        (long long)(bytes % MIB * 10 / MIB));
}

static void print_own(Cli *cli, const json_t *row)
{
    cli_printf(cli, _("Waiting for this station: %lld, %s MiB"),
               (long long)number_in(row, "waiting"), mib(cli, number_in(row, "waiting_bytes")));
    cli_printf(cli, _("Sent and not yet fetched: %lld, of which %lld not whole"),
               (long long)number_in(row, "unfetched"), (long long)number_in(row, "unfinished"));
    cli_printf(cli, _("Room: %s of %s MiB taken"), mib(cli, number_in(row, "held")),
               mib(cli, number_in(row, "quota")));
    cli_printf(cli, _("Kept: the current month and %lld before"),
               (long long)number_in(row, "months"));
}

static void print_hub(Cli *cli, const json_t *row)
{
    size_t open = json_array_size(json_object_get(row, "open"));
    cli_printf(cli, _("Stations: %lld · bundles: %lld · on the disk: %s MiB"),
               (long long)number_in(row, "stations"), (long long)number_in(row, "bundles"),
               mib(cli, number_in(row, "bytes")));
    cli_printf(cli, _("Kept: the current month and %lld before"),
               (long long)number_in(row, "months"));
    if (open)
        cli_note(cli,
                 ngettext("%zu other database is open to stations, who see there who is "
                          "connected; REVOKE CONNECT ON DATABASE … FROM PUBLIC closes it",
                          "%zu other databases are open to stations, who see there who is "
                          "connected; REVOKE CONNECT ON DATABASE … FROM PUBLIC closes them",
                          (unsigned long)open),
                 open);
    cli_head(cli,
             (CliCell[]){{C_("column", "Station"), HUB_ID_HEX + 1},
                         {C_("column", "Sent"), -8},
                         {C_("column", "Waiting"), -8},
                         {C_("column", "MiB"), -10},
                         {"", 1},
                         {C_("column", "Last fetched"), 0}},
             6);
}

static void print_station(Cli *cli, const json_t *row)
{
    const char *last = json_string_value(json_object_get(row, "last_taken"));
    bool closed = json_is_string(json_object_get(row, "closed"));
    cli_row(cli,
            (CliCell[]){
                {json_string_value(json_object_get(row, "station")), HUB_ID_HEX + 1},
                {arena_printf(cli->arena, "%lld", (long long)number_in(row, "sent")), -8},
                {arena_printf(cli->arena, "%lld", (long long)number_in(row, "waiting")), -8},
                {mib(cli, number_in(row, "held")), -10},
                {"", 1},
                {arena_printf(cli->arena, "%.10s%s%s", last ? last : "", closed ? "  " : "",
                              closed ? _("closed") : ""),
                 0}},
            6);
}

static void print_status(void *ctx, const json_t *row)
{
    Cli *cli = ctx;
    if (cli->json)
        cli_json_line(cli, json_deep_copy(row));
    else if (json_object_get(row, "version"))
        print_hub(cli, row);
    else if (json_object_get(row, "station"))
        print_station(cli, row);
    else
        print_own(cli, row);
}

static bool run_status(Cli *cli, Err *err)
{
    Buf secret = BUF_INIT;
    HubPlace place;
    if (!cli->n_args)
        return cli_open(cli, CLI_STORE | CLI_READ | CLI_PERSON, err) &&
               app_hub_status(cli->session, print_status, cli, err);
    bool done =
        place_of(cli, &secret, &place, err) && hub_status(&place, print_status, cli, err);
    free_secret(&secret);
    return done;
}

const CliCommand command_hub_status = {
    .name = "hub status",
    .usage = "[URL] [--secret-file FILE]",
    .help = N_("What waits at the hub for a station; for its operator, all stations"),
    .options = {SECRET_OPTION},
    .args_max = 1,
    .run = run_status,
};

/* ---- bundles ---- */

typedef struct Carried {
    Cli *cli;
    bool fetched;
    size_t n, taken, refused;
} Carried;

static json_t *told_json(const Carried *carried, const HubTold *told)
{
    return json_pack("{s:o,s:I,s:I,s:I,s:o,s:s,s:o}", carried->fetched ? "from" : "to",
                     cli_json_text(told->peer), "epoch", (json_int_t)told->epoch, "number",
                     (json_int_t)told->number, "size", (json_int_t)told->size, "file",
                     cli_json_text(told->path), "state",
                     told->fault        ? "refused"
                     : carried->fetched ? "fetched"
                     : told->taken      ? "taken"
                                        : "sent",
                     "message", cli_json_text(told->fault ? told->fault->text : NULL));
}

static void hear(void *ctx, const HubTold *told)
{
    Carried *carried = ctx;
    carried->n += !told->fault;
    carried->taken += told->taken;
    carried->refused += told->fault != NULL;
    if (carried->cli->json)
        cli_json_line(carried->cli, told_json(carried, told));
    else if (told->fault)
        cli_printf(carried->cli, "%s %lld: %s", told->peer, (long long)told->number,
                   told->fault->text);
    else if (carried->fetched && told->path)
        cli_printf(carried->cli, "%s", told->path);
}

/* Something was refused: that is a problem found, whatever else went. */
static void tell_end(Carried *carried)
{
    Cli *cli = carried->cli;
    cli->status = carried->refused ? 1 : cli->status;
    if (cli->json || carried->fetched)
        return;
    cli_printf(cli,
               ngettext("%zu bundle is at the hub, fetched by its recipient: %zu",
                        "%zu bundles are at the hub, fetched by their recipients: %zu",
                        (unsigned long)carried->n),
               carried->n, carried->taken);
}

static void tell_others(Cli *cli, const HubFolder *folder)
{
    if (folder->others)
        cli_note(cli,
                 ngettext("%zu file there is no bundle and was left out",
                          "%zu files there are no bundles and were left out",
                          (unsigned long)folder->others),
                 folder->others);
}

static bool folder_send(Cli *cli, const char *from, Carried *carried, Err *err)
{
    Buf secret = BUF_INIT;
    HubPlace place;
    HubFolder folder = {0};
    CliProgress progress;
    bool done = place_of(cli, &secret, &place, err) && hub_folder(from, true, &folder, err);
    if (done) {
        tell_others(cli, &folder);
        place.user = folder.n ? folder.from : NULL;
        done =
            folder.n == 0 || hub_send_files(&place, folder.files, folder.n, hear, carried,
                                            cli_progress_begin(&progress, _("Sending")), err);
        if (folder.n)
            cli_progress_end(&progress);
    }
    hub_folder_free(&folder);
    free_secret(&secret);
    return done;
}

static bool own_send(Cli *cli, Carried *carried, Err *err)
{
    CliProgress progress;
    if (!cli_open(cli, CLI_STORE | CLI_PERSON, err))
        return false;
    bool done = app_hub_send(cli->session, hear, carried,
                             cli_progress_begin(&progress, _("Sending")), err);
    cli_progress_end(&progress);
    return done;
}

/* With an address a folder is meant, and the store stays closed. */
static bool folder_meant(Cli *cli, const char *folder, const char *option, Err *err)
{
    return (folder != NULL) == (cli->n_args == 1) ||
           cli_usage(err,
                     /* TRANSLATORS: --from or --into */
                     _("An address and %s go together; without both it is the hub of the "
                       "store"),
                     option);
}

static bool run_send(Cli *cli, Err *err)
{
    const char *from = cli_value(cli, "--from");
    Carried carried = {.cli = cli};
    if (!folder_meant(cli, from, "--from", err))
        return false;
    bool done = from ? folder_send(cli, from, &carried, err) : own_send(cli, &carried, err);
    if (done)
        tell_end(&carried);
    return done;
}

const CliCommand command_hub_send = {
    .name = "hub send",
    .usage = "[URL --from FOLDER] [--secret-file FILE]",
    .help = N_("Send the sealed bundles that are not acknowledged, or those of a folder; what "
               "is there is not sent again"),
    .options = {{"--from", "FOLDER", N_("its files NAME.anjuan, of one station")},
                SECRET_OPTION},
    .args_max = 1,
    .run = run_send,
};

static bool folder_fetch(Cli *cli, const char *into, Carried *carried, Err *err)
{
    Buf secret = BUF_INIT;
    HubPlace place;
    CliProgress progress;
    bool done = place_of(cli, &secret, &place, err) && path_make_folder(into, err);
    if (done) {
        done = hub_fetch_files(&place, &(HubInto){.folder = into, .take = true}, hear, carried,
                               cli_progress_begin(&progress, _("Fetching")), err);
        cli_progress_end(&progress);
    }
    free_secret(&secret);
    return done;
}

static const char *state_of(const Unpacked *in, const Err *fault)
{
    if (!fault)
        return in->again ? "again" : "taken";
    return in->used_up ? "refused" : "left";
}

/* in: NULL where it never came, path then says of whom. */
static void hear_taken(void *ctx, const char *path, const Unpacked *in, const Err *fault)
{
    Carried *carried = ctx;
    Cli *cli = carried->cli;
    carried->refused += fault != NULL;
    carried->n += !fault;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o,s:I,s:I,s:s,s:o}", "file", cli_json_text(path),
                                     "station", cli_json_text(in ? in->station : NULL),
                                     "number", (json_int_t)(in ? in->number : 0), "cases",
                                     (json_int_t)(in ? in->cases : 0), "state",
                                     in ? state_of(in, fault) : "left", "message",
                                     cli_json_text(fault ? fault->text : NULL)));
    else if (fault)
        cli_printf(cli, _("%s: %s"), path, fault->text);
    else if (!in->again && in->number)
        cli_printf(
            cli,
            /* TRANSLATORS: number of a bundle, code and name of a station, cases in it */
            ngettext("Bundle %lld of %s, %s: %lld case", "Bundle %lld of %s, %s: %lld cases",
                     (unsigned long)in->cases),
            (long long)in->number, in->station, in->name, (long long)in->cases);
    for (size_t i = 0; in && !fault && in->notes[i]; i++)
        cli_note(cli, "%s", in->notes[i]);
}

static bool own_fetch(Cli *cli, Carried *carried, Err *err)
{
    CliProgress progress;
    if (!cli_open(cli, CLI_STORE | CLI_PERSON, err))
        return false;
    bool done = app_hub_fetch(cli->session, hear_taken, carried,
                              cli_progress_begin(&progress, _("Fetching")), err);
    cli_progress_end(&progress);
    cli_tell_notes(cli);
    return done;
}

static bool run_fetch(Cli *cli, Err *err)
{
    const char *into = cli_value(cli, "--into");
    Carried carried = {.cli = cli, .fetched = true};
    if (!folder_meant(cli, into, "--into", err))
        return false;
    bool done = into ? folder_fetch(cli, into, &carried, err) : own_fetch(cli, &carried, err);
    if (done)
        tell_end(&carried);
    return done;
}

const CliCommand command_hub_fetch = {
    .name = "hub fetch",
    .usage = "[URL --into FOLDER] [--secret-file FILE]",
    .help = N_("Fetch the sealed bundles that wait at the hub and take them in, or only put "
               "them into a folder"),
    .options = {{"--into", "FOLDER", N_("where they are put, each once it is whole")},
                SECRET_OPTION},
    .args_max = 1,
    .run = run_fetch,
};

/* ---- the hub of a store ---- */

static bool run_join(Cli *cli, Err *err)
{
    const char *out = cli_value(cli, "--out");
    if (!out)
        return cli_usage(err, _("hub join needs --out: the file for the operator of the hub"));
    if (!app_hub_join(cli->session, cli->args[0], out, cli_value(cli, "--secret-out"),
                      cli_value(cli, "--replace") != NULL, err))
        return false;
    if (cli->json)
        cli_json_line(cli,
                      json_pack("{s:s,s:o}", "hub", cli->args[0], "file", cli_json_text(out)));
    else
        cli_printf(
            cli,
            _("Give %s to the operator of the hub, who adds the station with “anjuan hub "
              "add-station”; nobody can sign in with it"),
            out);
    return true;
}

const CliCommand command_hub_join = {
    .name = "hub join",
    .usage = "URL --out FILE [--secret-out FILE] [--replace]",
    .help = N_("Name the hub of this station, and write what its operator adds the station by"),
    .options = {{"--out", "FILE", N_("the file for the operator")},
                {"--secret-out", "FILE",
                 N_("the secret as well, to carry bundles without the store")},
                {"--replace", NULL, N_("put it in place of a file that is there")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_join,
};
