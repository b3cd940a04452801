# Models and screens, without a real terminal. A test is the line that names it, as in tests/unit.
UI_TESTS =
UI_TESTS += tests/ui/test_frame
UI_TESTS += tests/ui/test_layout
UI_TESTS += tests/ui/test_lineedit
UI_TESTS += tests/ui/test_cmd
UI_TESTS += tests/ui/test_form
UI_TESTS += tests/ui/test_case
UI_TESTS += tests/ui/test_next
UI_TESTS += tests/ui/test_alike
UI_TESTS += tests/ui/test_draft
UI_TESTS += tests/ui/test_lock
UI_TESTS += tests/ui/test_guidance
UI_TESTS += tests/ui/test_app
UI_TESTS += tests/ui/test_ask
UI_TESTS += tests/ui/test_money
UI_TESTS += tests/ui/test_paint
UI_TESTS += tests/ui/test_paste
UI_TESTS += tests/ui/test_preedit
UI_TESTS += tests/ui/test_pinyin
UI_TESTS += tests/ui/test_people
UI_TESTS += tests/ui/test_queue
UI_TESTS += tests/ui/test_suggest
UI_TESTS += tests/ui/test_texts
UI_TESTS += tests/ui/test_review
UI_TESTS += tests/ui/test_shown
if HAVE_CHECK
check_PROGRAMS += $(UI_TESTS)
TESTS += $(UI_TESTS)
endif
