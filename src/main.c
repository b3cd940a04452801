/* The program: chooses the language and the front end, and lends the screens and the table of
 * their keys to the command line. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cli/cli.h"
#include "ui/cmd/cmd.h"
#include "ui/screens/run.h"

/* Other programs of the same account may not look into this one: a locked screen is left
 * standing, and a command waits with a passphrase or a case in hand. The leak sanitizer has
 * to. */
static void keep_private(void)
{
#if defined(PR_SET_DUMPABLE) && !defined(__SANITIZE_ADDRESS__)
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

static bool screens(Session *session, const CliScreens *options, Err *err)
{
    const char *no_color = getenv("NO_COLOR");
    const RunOptions run = {.ascii = options->ascii,
                            .mono = options->mono || (no_color && no_color[0]),
                            .ambiguous = options->ambiguous,
                            .lock_minutes = options->lock_minutes};
    return ui_run(session, &run, err);
}

static bool keys(const char *format, Buf *out)
{
    Keymap *keymap = keymap_new();
    bool known = true;
    if (strcmp(format, "md") == 0)
        cmd_doc_md(keymap, out);
    else if (strcmp(format, "man") == 0)
        cmd_doc_man(keymap, out);
    else if (strcmp(format, "ini") == 0)
        cmd_doc_ini(out);
    else
        known = false;
    keymap_free(keymap);
    return known;
}

/* A limit on the size of files, or a reader of the answer that goes away, shall be an error of
 * the write that met it, said in words, and not the end of the program in the middle of
 * something. Nor may a file that is opened take the number of a standard stream that came
 * closed. */
static void keep_standing(void)
{
    const struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none); /* a dead program would leave its cases on the disk */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
            abort();
    }
}

int main(int argc, char **argv)
{
    static const CliHost host = {.screens = screens, .keys = keys};
    keep_private();
    keep_standing();
    char *locale = path_share("locale");
    i18n_start(cli_lang(argc, argv), locale);
    free(locale);
    return cli_run(argc, argv, &host);
}
