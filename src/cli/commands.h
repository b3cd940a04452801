/* The commands, in the order of the help. Each is defined in a file of its own or beside its twin. */
#ifndef ANJUAN_CLI_COMMANDS_H
#define ANJUAN_CLI_COMMANDS_H

#include "cli/inner.h"

#define CLI_COMMANDS(X)                                                                            \
    X(cmd_init)                                                                                    \
    X(cmd_practice)                                                                                \
    X(cmd_sample)                                                                                  \
    X(cmd_user_add)                                                                                \
    X(cmd_user_list)                                                                               \
    X(cmd_user_disable)                                                                            \
    X(cmd_user_passphrase)                                                                         \
    X(cmd_list)                                                                                    \
    X(cmd_find)                                                                                    \
    X(cmd_show)                                                                                    \
    X(cmd_history)                                                                                 \
    X(cmd_import)                                                                                  \
    X(cmd_new)                                                                                     \
    X(cmd_set)                                                                                     \
    X(cmd_check)                                                                                   \
    X(cmd_checklist)                                                                               \
    X(cmd_submit)                                                                                  \
    X(cmd_approve)                                                                                 \
    X(cmd_return)                                                                                  \
    X(cmd_reject)                                                                                  \
    X(cmd_withdraw)                                                                                \
    X(cmd_export)                                                                                  \
    X(cmd_batches)                                                                                 \
    X(cmd_verify)                                                                                  \
    X(cmd_backup)                                                                                  \
    X(cmd_restore)                                                                                 \
    X(cmd_knowledge_check)                                                                         \
    X(cmd_doc_keys)                                                                                \
    X(cmd_doc_fields)                                                                              \
    X(cmd_doc_facts)                                                                               \
    X(cmd_doc_commands)

#define DECLARE(symbol) extern const CliCommand symbol;
CLI_COMMANDS(DECLARE)
#undef DECLARE

#endif
