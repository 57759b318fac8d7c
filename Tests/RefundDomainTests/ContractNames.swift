/// The long lists of names of ACTIONS.md, in its order, which is the order of their numbers; then
/// those that personal data added.
enum ContractNames {
    /// Section 5.
    static let actions = """
        register_order change_order_state observe_item apply_refund amend_application \
        withdraw_application request_extension grant_extension deny_extension upload_evidence \
        assess_evidence quarantine_evidence erase_evidence request_supplement provide_supplement \
        record_contact assign_reviewer request_negotiation make_offer accept_offer decline_offer \
        approve reject auto_review file_appeal decide_appeal void_verdict initiate_payout \
        retry_payout reissue_payout report_payout_accepted report_payout_succeeded \
        report_payout_failed report_payout_reversed confirm_arrival dispute_arrival \
        reconcile_line report_missing_line chase_payout answer_chase file_complaint \
        acknowledge_complaint respond_complaint escalate_complaint resolve_complaint \
        withdraw_complaint report_off_platform raise_risk_signal flag_listing add_note \
        record_correction report_chargeback recompute_deadlines sweep publish_policy \
        publish_calendar erase_subject restrict_subject
        """

    /// Section 6.
    static let events = """
        order_registered order_state_changed item_state_observed refund_applied \
        application_amended application_withdrawn extension_requested extension_granted \
        extension_denied evidence_uploaded evidence_assessed evidence_quarantined \
        evidence_erased supplement_requested supplement_provided supplement_lapsed \
        contact_attempted review_assigned negotiation_requested partial_offer_made \
        partial_offer_accepted partial_offer_declined partial_offer_lapsed verdict_approved \
        verdict_rejected appeal_filed appeal_decided verdict_voided payout_initiated \
        payout_accepted payout_succeeded payout_failed payout_retried payout_reissued \
        payout_reversed arrival_confirmed arrival_presumed arrival_disputed \
        statement_line_matched statement_mismatch_found payout_chased chase_answered \
        complaint_filed complaint_acknowledged complaint_responded complaint_escalated \
        complaint_resolved complaint_withdrawn action_refused off_platform_contact_reported \
        risk_signal_raised listing_flagged sla_breach_recorded deadline_recomputed case_closed \
        note_added correction_recorded chargeback_observed policy_published calendar_published \
        subject_erased subject_restricted
        """

    /// Section 13.1.
    static let refusals = """
        key_conflict unknown_order unofficial_channel role_not_allowed not_owner time_goes_back \
        pii_in_text no_case unknown_reference wrong_status id_in_use order_exists line_required \
        case_already_open order_state_not_eligible window_expired amount_not_positive \
        exceeds_refundable partial_not_allowed reason_not_curable amendments_exhausted \
        amend_window_passed nothing_changed verdict_final request_pending no_pending_request \
        deadline_in_past beyond_hard_limit duplicate_evidence evidence_not_active \
        supplement_late no_new_evidence goodwill_disabled statement_required proof_required \
        single_line_required value_not_computable unused_exceeds_total offer_open no_open_offer \
        offer_expired above_unused_value fault_required pirated_ineligible item_not_checked \
        evidence_missing basis_not_allowed not_refundable_by_terms already_used secret_leaked \
        activated_counts_as_used activated_and_bound expired_item amount_zero exceeds_requested \
        amount_mismatch needs_manual_review grounds_not_allowed appeals_exhausted \
        appeal_window_passed same_decider amount_not_higher off_platform_settlement \
        chargeback_open four_eyes channel_window_passed payout_exists tender_required \
        refund_no_reused refund_no_changed wrong_payout_status not_retryable payout_not_terminal \
        remedy_not_allowed attempts_exhausted payout_outstanding partly_paid already_answered \
        no_complaint complaint_closed commitment_required not_responded version_exists \
        policy_out_of_bounds effective_in_past subject_restricted nothing_held
        """
}
