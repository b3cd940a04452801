/* user add, list, disable, enable, role, passphrase. */
#include "config.h"

#include <string.h>

#include "app/people.h"
#include "base/i18n.h"
#include "cli/commands.h"

static bool print_name(Cli *cli, const char *name)
{
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o}", "user", cli_json_text(name)));
    return true;
}

/* what: the option, or what stands there in the usage line. */
static bool take_role(const char *word, const char *what, Role *role, Err *err)
{
    return (word && role_parse(word, role)) ||
           cli_usage(err,
                     _("%s takes social_worker, adviser, supervisor, auditor or "
                       "administrator"),
                     what);
}

static bool run_add(Cli *cli, Err *err)
{
    Role role_given;
    if (!take_role(cli_value(cli, "--role"), "--role", &role_given, err))
        return false;
    Buf passphrase = BUF_INIT;
    bool done = desk_may(session_user(cli->session), VERB_PEOPLE, err) &&
                cli_new_passphrase(cli_value(cli, "--new-passphrase-file"), &passphrase, err) &&
                app_person_add(cli->session,
                               &(NewUser){.name = cli->args[0],
                                          .role = role_given,
                                          .display = cli_value(cli, "--display"),
                                          .passphrase = passphrase.data,
                                          .own = cli_value(cli, "--own") != NULL},
                               err);
    buf_free(&passphrase);
    if (done && role_given == ROLE_SUPERVISOR &&
        session_user(cli->session)->role == ROLE_SUPERVISOR)
        cli_note(cli,
                 /* TRANSLATORS: the user name of the supervisor who was added */
                 _("%s approves no case that you had a hand in, and no second time after you, "
                   "since you could sign in under that name; a supervisor for that is added by "
                   "an administrator"),
                 cli->args[0]);
    return done && print_name(cli, cli->args[0]);
}

const CliCommand command_user_add = {
    .name = "user add",
    .usage = "NAME --role ROLE [--display TEXT] --new-passphrase-file FILE [--own]",
    .help = N_("Add a user, who chooses another passphrase at the first sign-in"),
    .options =
        {{"--role", "ROLE", N_("social_worker, adviser, supervisor, auditor or administrator")},
         {"--display", "TEXT", N_("how the user is shown, e.g. 林社工")},
         {"--new-passphrase-file", "FILE",
          N_("its first line is the passphrase, of at least 12 characters")},
         {"--own", NULL,
          N_("the user typed the passphrase and need not change it; the history says so")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_add,
};

enum { NAME_COLS = 16, ROLE_COLS = 16, DISPLAY_COLS = 20, KEY_COLS = 21 };

/* Ten characters, to be compared with what init printed; NULL: no key yet. */
static const char *key_of(Cli *cli, const User *user)
{
    char words[WORDS_TEXT];
    return app_person_fingerprint(cli->session, user->name, words, NULL)
               ? arena_dup(cli->arena, words)
               : NULL;
}

static bool run_list(Cli *cli, Err *err)
{
    User *users;
    size_t n;
    if (!app_people(cli->session, cli->arena, &users, &n, err))
        return false;
    cli_head(cli,
             (CliCell[]){{C_("column", "User"), NAME_COLS},
                         {C_("column", "Role"), ROLE_COLS},
                         {C_("column", "Shown as"), DISPLAY_COLS},
                         {C_("column", "Key"), KEY_COLS},
                         {_("State"), 0}},
             5);
    for (size_t i = 0; i < n; i++) {
        const char *key = key_of(cli, &users[i]);
        if (cli->json)
            cli_json_line(cli, json_pack("{s:o,s:o,s:s,s:b,s:b,s:o}", "name",
                                         cli_json_text(users[i].name), "display",
                                         cli_json_text(users[i].display), "role",
                                         role_word(users[i].role), "disabled",
                                         users[i].disabled, "must_change", users[i].must_change,
                                         "key", cli_json_text(key)));
        else
            cli_row(cli,
                    (CliCell[]){{users[i].name, NAME_COLS},
                                {role_label(users[i].role), ROLE_COLS},
                                {users[i].display, DISPLAY_COLS},
                                {key ? key : "", KEY_COLS},
                                {user_state(&users[i]), 0}},
                    5);
    }
    return true;
}

const CliCommand command_user_list = {
    .name = "user list",
    .usage = "",
    .help = N_("List the users"),
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_list,
};

static bool run_disable(Cli *cli, Err *err)
{
    if (!app_person_disable(cli->session, cli->args[0], err))
        return false;
    if (session_sealed(cli->session))
        cli_note(cli, "%s", people_kept_copy());
    return print_name(cli, cli->args[0]);
}

const CliCommand command_user_disable = {
    .name = "user disable",
    .usage = "NAME",
    .help = N_("Let a user sign in no more"),
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_disable,
};

/* Their slot went when they were disabled, and nobody knows their passphrase. */
static bool run_enable(Cli *cli, Err *err)
{
    const char *name = cli->args[0];
    if (!app_person_enable(cli->session, name, err))
        return false;
    if (session_sealed(cli->session))
        cli_note(cli,
                 _("%.*s cannot open it yet: set a passphrase with “anjuan user passphrase”"),
                 (int)strlen(name), name);
    return print_name(cli, name);
}

const CliCommand command_user_enable = {
    .name = "user enable",
    .usage = "NAME",
    .help = N_("Let a user sign in again who was disabled"),
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_enable,
};

static bool run_role(Cli *cli, Err *err)
{
    Role role;
    return take_role(cli->args[1], "ROLE", &role, err) &&
           app_person_role(cli->session, cli->args[0], role, err) &&
           print_name(cli, cli->args[0]);
}

const CliCommand command_user_role = {
    .name = "user role",
    .usage = "NAME ROLE",
    .help = N_("Give a user another role"),
    .args_min = 2,
    .args_max = 2,
    .flags = CLI_STORE | CLI_PERSON,
    .run = run_role,
};

static bool run_passphrase(Cli *cli, Err *err)
{
    Buf passphrase = BUF_INIT;
    bool done = cli_new_passphrase(cli_value(cli, "--new-passphrase-file"), &passphrase, err) &&
                app_person_passphrase(cli->session, cli->args[0], passphrase.data, err);
    buf_free(&passphrase);
    return done && print_name(cli, cli->args[0]);
}

const CliCommand command_user_passphrase = {
    .name = "user passphrase",
    .usage = "NAME [--new-passphrase-file FILE]",
    .help = N_("Set a new passphrase"),
    .options = {{"--new-passphrase-file", "FILE",
                 N_("its first line is the passphrase, of at least 12 characters")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_PERSON | CLI_OWN,
    .run = run_passphrase,
};
