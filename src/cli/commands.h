/* The commands, in the order of the help. Each is defined in a file of its own or beside its
 * twin. */
#ifndef ANJUAN_CLI_COMMANDS_H
#define ANJUAN_CLI_COMMANDS_H

#include "cli/inner.h"

#define CLI_COMMANDS(X)                                                                        \
    X(command_help)                                                                            \
    X(command_init)                                                                            \
    X(command_share)                                                                           \
    X(command_practice)                                                                        \
    X(command_sample)                                                                          \
    X(command_user_add)                                                                        \
    X(command_user_list)                                                                       \
    X(command_user_disable)                                                                    \
    X(command_user_enable)                                                                     \
    X(command_user_role)                                                                       \
    X(command_user_passphrase)                                                                 \
    X(command_second_approval)                                                                 \
    X(command_list)                                                                            \
    X(command_find)                                                                            \
    X(command_show)                                                                            \
    X(command_history)                                                                         \
    X(command_events)                                                                          \
    X(command_import)                                                                          \
    X(command_new)                                                                             \
    X(command_set)                                                                             \
    X(command_remove)                                                                          \
    X(command_attach)                                                                          \
    X(command_waive)                                                                           \
    X(command_papers)                                                                          \
    X(command_statement)                                                                       \
    X(command_check)                                                                           \
    X(command_checklist)                                                                       \
    X(command_money)                                                                           \
    X(command_mark)                                                                            \
    X(command_submit)                                                                          \
    X(command_approve)                                                                         \
    X(command_return)                                                                          \
    X(command_reject)                                                                          \
    X(command_withdraw)                                                                        \
    X(command_amend)                                                                           \
    X(command_hand)                                                                            \
    X(command_close)                                                                           \
    X(command_reopen)                                                                          \
    X(command_stage)                                                                           \
    X(command_stop)                                                                            \
    X(command_erase)                                                                           \
    X(command_export)                                                                          \
    X(command_batches)                                                                         \
    X(command_batch)                                                                           \
    X(command_sent)                                                                            \
    X(command_dossier)                                                                         \
    X(command_report)                                                                          \
    X(command_receipt)                                                                         \
    X(command_blacklist_list)                                                                  \
    X(command_blacklist_import)                                                                \
    X(command_blacklist_add)                                                                   \
    X(command_blacklist_confirm)                                                               \
    X(command_blacklist_decline)                                                               \
    X(command_blacklist_lift)                                                                  \
    X(command_verify)                                                                          \
    X(command_backup)                                                                          \
    X(command_restore)                                                                         \
    X(command_move)                                                                            \
    X(command_station)                                                                         \
    X(command_card)                                                                            \
    X(command_trust)                                                                           \
    X(command_distrust)                                                                        \
    X(command_stations)                                                                        \
    X(command_pack)                                                                            \
    X(command_unpack)                                                                          \
    X(command_callback)                                                                        \
    X(command_keep)                                                                            \
    X(command_calls)                                                                           \
    X(command_takeover)                                                                        \
    X(command_clashes)                                                                         \
    X(command_seal)                                                                            \
    X(command_unseal)                                                                          \
    X(command_rekey)                                                                           \
    X(command_recover)                                                                         \
    X(command_hub_init)                                                                        \
    X(command_hub_add_station)                                                                 \
    X(command_hub_close_station)                                                               \
    X(command_hub_join)                                                                        \
    X(command_hub_status)                                                                      \
    X(command_hub_send)                                                                        \
    X(command_hub_fetch)                                                                       \
    X(command_knowledge_check)                                                                 \
    X(command_knowledge_changes)                                                               \
    X(command_knowledge_accept)                                                                \
    X(command_template_list)                                                                   \
    X(command_template_check)                                                                  \
    X(command_template_draft)                                                                  \
    X(command_doc_keys)                                                                        \
    X(command_doc_fields)                                                                      \
    X(command_doc_facts)                                                                       \
    X(command_doc_rules)                                                                       \
    X(command_doc_roles)                                                                       \
    X(command_doc_commands)

#define DECLARE(symbol) extern const CliCommand symbol;
CLI_COMMANDS(DECLARE)
#undef DECLARE

#endif
