"""The API has an operation for every act of the pages, and describes itself truly."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docarchive.app import Application

# What a page does → the operations that do the same.
ACTS = {
    "accounts.absences_page": ["api.record_absence"],
    "accounts.cancel_absence": ["api.cancel_absence"],
    "accounts.end_other_sessions": ["api.end_my_sessions"],
    "accounts.end_own_session": ["api.end_my_session"],
    "accounts.own_tokens": ["api.make_token"],
    "accounts.password": ["api.change_my_password"],
    "accounts.profile": ["api.change_me"],
    "accounts.revoke_token": ["api.revoke_my_token"],
    "admin.agency": ["api.change_agency"],
    "admin.calendar_day": ["api.set_calendar_day"],
    "admin.calendar_new_days": ["api.set_calendar_day"],
    "admin.confirm_calendar_year": ["api.confirm_calendar_year"],
    "admin.disable_user": ["api.disable_user"],
    "admin.enable_user": ["api.enable_user"],
    "admin.end_position": ["api.end_position"],
    "admin.end_sessions": ["api.end_user_sessions"],
    "admin.import_agencies": ["api.import_agencies"],
    "admin.import_calendar": ["api.import_calendar"],
    "admin.import_users": ["api.import_users"],
    "admin.new_agency": ["api.create_agency"],
    "admin.new_position": ["api.give_position"],
    "admin.new_unit": ["api.create_unit"],
    "admin.new_user": ["api.create_user"],
    "admin.reopen_calendar_year": ["api.reopen_calendar_year"],
    "admin.reset_password": ["api.reset_user_password"],
    "admin.retry_failed_jobs": ["api.retry_failed_jobs"],
    "admin.retry_job": ["api.retry_job"],
    "admin.undo_calendar_change": ["api.undo_calendar_change"],
    "admin.unit": ["api.change_unit"],
    "admin.unset_calendar_day": ["api.unset_calendar_day"],
    "admin.user": ["api.change_user"],
    "admin.verify_audit": ["api.verify_audit"],
    "archive.add_relation": ["api.add_relation"],
    "archive.add_version": ["api.add_version"],
    "archive.bring_in": ["api.bring_in"],
    "archive.check": ["api.confirm", "api.correct"],
    "archive.originals": ["api.originals"],
    "archive.read_again": ["api.read_again"],
    "archive.restore": ["api.restore"],
    "archive.retry": ["api.retry"],
    "archive.set_access": ["api.set_access"],
    "archive.set_access_of_many": ["api.set_access_of_many"],
    "archive.follow": ["api.follow_document", "api.stop_following"],
    "archive.set_validity": ["api.correct"],
    "archive.settle_duplicate": ["api.settle"],
    "archive.settle_relation": ["api.confirm_relation", "api.reject_relation"],
    "archive.take_back": ["api.take_back"],
    "archive.take_relation_back": ["api.take_relation_back"],
    "archive.withdraw": ["api.withdraw"],
    "exchange.act_on_several": [
        "api.register_several_letters",
        "api.submit_several_letters",
        "api.finish_several_letters",
        "api.take_several_letters_back",
        "api.unregister_several_letters",
    ],
    "exchange.press_several": ["api.draft_reminders_of_outgoing"],
    "exchange.sign_several": ["api.sign_several_outgoing"],
    "exchange.add_annex": ["api.add_draft_annex"],
    "exchange.add_recipients": ["api.add_outgoing_recipients"],
    "exchange.add_text": ["api.add_draft_text"],
    "exchange.agree": ["api.agree_to_request"],
    "exchange.answer": ["api.give_opinion"],
    "exchange.ask": ["api.ask_opinions"],
    "exchange.consult": ["api.consult_agencies"],
    "exchange.remind_of_opinions": ["api.remind_of_opinions"],
    "exchange.settle_opinion": ["api.settle_opinion", "api.drop_opinion"],
    "exchange.take_opinion": ["api.take_opinion"],
    "directions.accept": ["api.accept_assignment"],
    "directions.add": ["api.add_assignment"],
    "directions.answer_figure": ["api.answer_direction_question"],
    "directions.ask_figure": ["api.ask_direction_question"],
    "directions.ask_explanation": ["api.ask_for_explanation"],
    "directions.begin": ["api.begin_assignment"],
    "directions.cancel": ["api.cancel_assignment"],
    "directions.confirm": ["api.confirm_assignment"],
    "directions.decide": ["api.grant_extension", "api.deny_extension"],
    "directions.explain": ["api.explain_delay"],
    "directions.extend": ["api.ask_extension"],
    "directions.follow_matter": ["api.follow_matter", "api.stop_following_matter"],
    "directions.freeze": ["api.freeze_direction_report"],
    "directions.give_again": ["api.give_assignment_again"],
    "directions.give_as_read": ["api.give_direction_as_read"],
    "directions.give_back": ["api.return_assignment"],
    "directions.import_list": ["api.import_directions"],
    "directions.edit_meeting": ["api.amend_direction_meeting"],
    "directions.new_meeting": ["api.write_direction_meeting"],
    "directions.new": ["api.give_direction", "api.begin_series", "api.read_direction"],
    "directions.note": ["api.note_progress"],
    "directions.pause": ["api.pause_assignment"],
    "directions.plan": ["api.plan_assignment"],
    "directions.press": ["api.draft_pressing_letter"],
    "directions.send": ["api.draft_order_letter"],
    "directions.answer": ["api.draft_report_letter"],
    "directions.reach": ["api.reach_milestone"],
    "directions.remind": ["api.remind_of_assignments"],
    "directions.reopen": ["api.reopen_assignment"],
    "directions.report": ["api.report_assignment"],
    "directions.resume": ["api.resume_assignment"],
    "directions.send_back": ["api.send_report_back"],
    "directions.stop": ["api.stop_series"],
    "dossiers.add": ["api.add_document_to_dossier"],
    "dossiers.add_entry": ["api.add_filing_entry"],
    "dossiers.add_heading": ["api.add_filing_heading"],
    "dossiers.add_member": ["api.add_dossier_member"],
    "dossiers.approve_list": ["api.approve_filing_list"],
    "dossiers.close": ["api.close_dossier"],
    "dossiers.confirm_rights": ["api.confirm_dossier_rights"],
    "dossiers.create_list": ["api.create_filing_list"],
    "dossiers.edit": ["api.change_dossier"],
    "dossiers.entry": ["api.change_filing_entry"],
    "dossiers.confirm_freeze_rights": ["api.confirm_freeze_rights"],
    "dossiers.freeze_dossier": ["api.freeze_dossier"],
    "dossiers.hand_all": ["api.hand_all_dossiers"],
    "dossiers.hand_over": ["api.hand_over_dossiers"],
    "dossiers.import_list": ["api.import_filing_list"],
    "dossiers.keep_longer": ["api.keep_dossier_longer"],
    "dossiers.let_members_read": ["api.open_document_to_dossier_members"],
    "dossiers.lift_freeze": ["api.lift_freeze"],
    "dossiers.new_dossier": ["api.open_dossier"],
    "dossiers.new_freeze": ["api.freeze_documents"],
    "dossiers.make_part": ["api.make_dossier_part"],
    "dossiers.part": ["api.part_dossier"],
    "dossiers.put_draft_in": ["api.add_draft_to_dossier"],
    "dossiers.put_in": ["api.add_document_to_dossier"],
    "dossiers.put_list_in_force": ["api.put_filing_list_in_force"],
    "dossiers.remove_entry": ["api.remove_filing_entry"],
    "dossiers.remove_heading": ["api.remove_filing_heading"],
    "dossiers.remove_member": ["api.remove_dossier_member"],
    "dossiers.reopen": ["api.reopen_dossier"],
    "dossiers.send_list_back": ["api.send_filing_list_back"],
    "dossiers.set_numbering": ["api.number_filing_list"],
    "dossiers.take_draft_out": ["api.remove_draft_from_dossier"],
    "dossiers.take_out": ["api.remove_document_from_dossier"],
    "delivery.cancel_posting": ["api.cancel_posting"],
    "delivery.change_key": ["api.change_exchange_key"],
    "delivery.compare_partner": ["api.compare_with_partner"],
    "delivery.confirm_certificate": ["api.confirm_partner_certificate"],
    "delivery.demand_signatures": ["api.demand_partner_signatures"],
    "delivery.import_certificate": ["api.import_partner_certificate"],
    "delivery.new_partner": ["api.add_partner"],
    "delivery.partner": ["api.change_partner"],
    "delivery.pause_partner": ["api.pause_partner"],
    "delivery.probe_partner": ["api.probe_partner"],
    "delivery.resume_partner": ["api.resume_partner"],
    "delivery.see_alarm": ["api.see_alarm"],
    "delivery.send_again": ["api.send_posting_again"],
    "delivery.withdraw_certificate": ["api.withdraw_partner_certificate"],
    "exchange.assign": ["api.assign_letter"],
    "exchange.bring_back": ["api.bring_letter_back"],
    "exchange.bring_signed": ["api.bring_signed_file"],
    "exchange.cancel_draft": ["api.cancel_draft"],
    "exchange.close_day": ["api.close_day"],
    "exchange.correct": ["api.correct_letter"],
    "exchange.copy_document": ["api.copy_document"],
    "exchange.drop_annex": ["api.drop_draft_annex"],
    "exchange.edit_outgoing": ["api.change_draft"],
    "exchange.finish": ["api.finish_part"],
    "exchange.give_back": ["api.give_part_back"],
    "exchange.give_draft_back": ["api.return_draft"],
    "exchange.give_number": ["api.number_letter"],
    "exchange.issue": ["api.issue_letter"],
    "exchange.keep_apart": ["api.keep_letter_apart"],
    "exchange.link_answer": ["api.link_answer_to_letter"],
    "exchange.link_reply": ["api.link_reply_to_outgoing"],
    "exchange.unlink_answer": ["api.unlink_answer_from_letter"],
    "exchange.unlink_reply": ["api.unlink_reply_from_outgoing"],
    "exchange.merge": ["api.merge_letter"],
    "exchange.new_outgoing": ["api.start_draft"],
    "exchange.paper": ["api.note_letter_paper"],
    "exchange.pass_on": ["api.pass_on_part"],
    "exchange.present": ["api.present_draft"],
    "exchange.press": ["api.draft_reminder"],
    "exchange.put_final": ["api.put_final_text"],
    "exchange.read_again": ["api.read_letter_again"],
    "exchange.receive": ["api.receive_letters"],
    "exchange.recall": ["api.recall_letter"],
    "exchange.recipients": ["api.set_recipients", "api.keep_recipient_list", "api.match_recipients"],
    "exchange.refuse": ["api.refuse_letter"],
    "exchange.refuse_request": ["api.refuse_request"],
    "exchange.register": ["api.register_letter"],
    "exchange.reopen": ["api.reopen_letter"],
    "exchange.reopen_draft": ["api.reopen_draft"],
    "exchange.return_causes": ["api.keep_incoming_return_cause"],
    "exchange.send_again": ["api.send_letter_again"],
    "exchange.send_to_more": ["api.send_to_more"],
    "exchange.send_update_again": ["api.send_update_again"],
    "exchange.see_told": ["api.see_letters_told"],
    "exchange.sign": ["api.sign_letter"],
    "exchange.sign_with_key": ["api.sign_letter_with_key"],
    "exchange.sign_with_token": ["api.sign_letter_with_device"],
    "exchange.split": ["api.split_letter"],
    "exchange.submit": ["api.submit_letter"],
    "exchange.take_back": ["api.take_part_back"],
    "exchange.take_draft_back": ["api.take_draft_back"],
    "exchange.update_outgoing": ["api.send_update"],
    "lookup.change": ["api.change_search"],
    "lookup.choose": ["api.choose_of_lookup"],
    "lookup.lookups": ["api.look_up_numbers"],
    "lookup.remove": ["api.remove_search"],
    "lookup.restore": ["api.restore_search"],
    "lookup.save": ["api.save_search"],
    "lookup.see": ["api.see_search"],
    "notices.mail_page": ["api.try_mail"],
    "notices.mark": ["api.read_my_notice", "api.unread_my_notice"],
    "notices.read_all": ["api.read_my_notices"],
    "notices.ways": ["api.choose_my_notice_ways"],
    "succession.new": ["api.hand_work_over"],
    "succession.call_off_reorganisation": ["api.call_off_reorganisation"],
    "succession.plan": ["api.plan_reorganisation", "api.reorganise_agencies", "api.prepare_reorganisation"],
    "registers.begin_at": ["api.begin_register"],
    "registers.cancel_number": ["api.cancel_number"],
    "registers.close_volume": ["api.close_volume"],
    "registers.enter_secret_paper": ["api.enter_secret_paper"],
    "registers.confirm_import": ["api.import_old_register"],
    "registers.create_usual": ["api.create_usual_registers"],
    "registers.import_register": ["api.import_old_register"],
    "registers.new_register": ["api.create_register"],
    "registers.open_term": ["api.open_term"],
    "registers.register": ["api.change_register"],
    "registers.reserve": ["api.reserve_numbers"],
}
# Programs say with every call for whom they stand in: a header, not an act.
OF_BROWSERS_ONLY = {
    "accounts.begin_standing_in",
    "accounts.end_standing_in",
    "accounts.sign_in",
    "accounts.sign_out",
}


@pytest.fixture
def spec(app: Application) -> Any:
    return json.loads(app.test_client().get("/api/v1/openapi.json").data)


def operations(spec: Any) -> list[Any]:
    return [operation for path in spec["paths"].values() for operation in path.values()]


def test_every_act_of_the_pages_has_an_operation(app: Application) -> None:
    acts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.endpoint.startswith(("api.", "api_exchange."))
    }

    assert acts - OF_BROWSERS_ONLY == set(ACTS)
    assert {name for names in ACTS.values() for name in names} <= set(app.view_functions)


def test_every_operation_is_described(app: Application, spec: Any) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")}

    assert len({operation["operationId"] for operation in operations(spec)}) == len(operations(spec)) == len(known)
    assert all(operation["summary"].endswith(".") for operation in operations(spec))


def test_every_operation_says_that_it_needs_a_token_and_how_it_fails(spec: Any) -> None:
    for operation in operations(spec):
        assert operation["security"] == [{"token": []}]
        assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_a_part_of_an_address_says_what_it_may_be(spec: Any) -> None:
    ways = spec["paths"]["/api/v1/browse/{way}"]["get"]["parameters"]

    assert ways[0]["schema"]["enum"] == ["issuers", "kinds", "sessions", "wanted", "years"]


def test_files_are_described(spec: Any) -> None:
    bring_in = spec["paths"]["/api/v1/imports"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    picture = spec["paths"]["/api/v1/documents/{document_id}/versions/{ordinal}/pages/{number}.webp"]["get"]

    assert bring_in["required"] == ["files"]
    assert list(picture["responses"]["200"]["content"]) == ["image/webp"]
