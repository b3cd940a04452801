# Models and screens, without a real terminal. A test is the line that names it, as in tests/unit.
UI_TESTS =
UI_TESTS += tests/ui/model/test_frame
UI_TESTS += tests/ui/stage/test_layout
UI_TESTS += tests/ui/model/test_lineedit
UI_TESTS += tests/ui/cmd/test_cmd
UI_TESTS += tests/ui/model/test_form
UI_TESTS += tests/ui/model/test_gaps
UI_TESTS += tests/ui/case/test_case
UI_TESTS += tests/ui/case/test_gone
UI_TESTS += tests/ui/case/test_judged
UI_TESTS += tests/ui/case/test_life
UI_TESTS += tests/ui/case/test_tabs
UI_TESTS += tests/ui/case/test_next
UI_TESTS += tests/ui/case/test_offers
UI_TESTS += tests/ui/case/test_alike
UI_TESTS += tests/ui/case/test_draft
UI_TESTS += tests/ui/stage/test_lock
UI_TESTS += tests/ui/case/test_guidance
UI_TESTS += tests/ui/stage/test_stage
UI_TESTS += tests/ui/ask/test_question
UI_TESTS += tests/ui/case/test_money
UI_TESTS += tests/ui/term/test_input
UI_TESTS += tests/ui/term/test_paint
UI_TESTS += tests/ui/case/test_paste
UI_TESTS += tests/ui/model/test_preedit
UI_TESTS += tests/ui/pinyin/test_pinyin
UI_TESTS += tests/ui/screens/test_begin
UI_TESTS += tests/ui/screens/test_people
UI_TESTS += tests/ui/screens/test_home
UI_TESTS += tests/ui/screens/test_blacklist tests/ui/screens/test_stations
UI_TESTS += tests/ui/screens/test_report
UI_TESTS += tests/ui/screens/test_queue
UI_TESTS += tests/ui/case/test_mistyped
UI_TESTS += tests/ui/case/test_history
UI_TESTS += tests/ui/case/test_hands tests/ui/case/test_masks
UI_TESTS += tests/ui/case/test_mode
UI_TESTS += tests/ui/case/test_suggest
UI_TESTS += tests/ui/case/test_texts
UI_TESTS += tests/ui/screens/test_marks
UI_TESTS += tests/ui/screens/test_review
UI_TESTS += tests/ui/screens/test_review_page
UI_TESTS += tests/ui/screens/test_screens
UI_TESTS += tests/ui/screens/test_talk
UI_TESTS += tests/ui/case/test_shown
tests_ui_stage_test_layout_SOURCES = tests/ui/stage/test_layout.c tests/ui/stage/ways.c
if HAVE_CHECK
check_PROGRAMS += $(UI_TESTS)
TESTS += $(UI_TESTS)
endif

# Random keys on every tab: a few strings in check, 1,000 of each kind by make torture.
TORTURES += torture-hands
torture-hands: tests/ui/case/test_hands$(EXEEXT)
	HANDS=1000 CK_TIMEOUT_MULTIPLIER=99 $(TORTURE_ENVIRONMENT) tests/ui/case/test_hands$(EXEEXT)
