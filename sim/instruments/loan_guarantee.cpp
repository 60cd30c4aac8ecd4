// A credit authority guarantees loans of a named lender to operations or traders. It pays a share of each loss (pari
// passu), all losses until a tranche is spent (first loss), or a share up to a cap on the portfolio. Its exposure is at
// most its leverage times its capital. Lenders pay fees. Claims take time, and some are not honoured.
#include <algorithm>

#include "tributer/model/lending.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

/// Row of the lender that the instrument names.
uint8_t read_lender(TableReader const& t, BuildContext const& context) {
  auto const lenders = context.parameters.credit.lenders;
  std::string known;
  for (auto const& lender : lenders) known += (known.empty() ? "" : ", ") + lender.name;
  std::string const name = t.text("lender", "", "name of the lender whose loans are guaranteed");
  for (std::size_t k = 0; k < lenders.size(); ++k)
    if (lenders[k].name == name) return static_cast<uint8_t>(k);
  t.fail("lender", t.has("lender") ? "there is no lender '" + name + "'" : "the key 'lender' is missing",
         "name one of the lenders " + known + ", or add a [[lender]]");
  return 0;
}

class LoanGuarantee final : public ProgrammeInstrument {
 public:
  LoanGuarantee(InstrumentEntry const& entry, BuildContext const& context) : ProgrammeInstrument(entry, context) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    guarantee_.label = label_;
    guarantee_.eligible = eligible_;
    guarantee_.lender = read_lender(t, context);
    std::string const word =
        t.word("kind", "pari_passu", {"pari_passu", "first_loss", "portfolio_cap"}, choice, "how losses are shared");
    GuaranteeKind const kind = word == "pari_passu"   ? GuaranteeKind::pari_passu
                               : word == "first_loss" ? GuaranteeKind::first_loss
                                                      : GuaranteeKind::portfolio_cap;
    double const coverage = t.real(
        "coverage", 0.5, {"1", 0, 1, "P-43", "share of a loss that the guarantee pays; a first loss pays all of it"});
    guarantee_.pays =
        loss_sharing(kind, coverage,
                     t.real("cap_share", 0.2,
                            {"1", 0, 1, choice,
                             "first loss and portfolio cap: largest sum paid in all, over the principal guaranteed"}));
    guarantee_.capital_cents = read_usd(t, "capital_usd", std::nullopt, 1e9, "capital promised by the donor");
    guarantee_.paid_in = t.member("paid_in", PaidIn::called, choice,
                                  "whether capital is paid in as the exposure grows, or all at the start");
    guarantee_.leverage = t.real("leverage", 4, {"1", 0.1, 20, choice, "largest exposure, over the capital"});
    guarantee_.fee_up_front = t.real(
        "fee_up_front", 0.0075, {"1", 0, 0.1, "assumed: 0.5 to 1% (P-46)", "fee on the exposure when a loan is made"});
    guarantee_.fee_yearly =
        t.real("fee_yearly", 0.0075, {"1/year", 0, 0.1, "assumed: 0.5 to 1% (P-46)", "fee on the exposure"});
    guarantee_.loan_cap_cents = read_usd(t, "loan_cap_usd", 20000, 1e7, "largest loan that is guaranteed");
    guarantee_.claim_wait_months = t.integer(
        "claim_wait_months", 6, {"month", 0, 60, "assumed: claims are examined", "months until a claim is paid"});
    guarantee_.honoured = t.real(
        "honoured", 0.9, {"1", 0, 1, "assumed: some claims fail on formalities", "share of claims that are paid"});
    guarantee_.deposit =
        t.real("deposit", 0,
               {"1", 0, 0.9, "assumed: a full guarantee replaces collateral",
                "deposit at full coverage; the lower the coverage, the nearer it is to the usual deposit"});
    guarantee_.declared_only = t.flag("declared_only", false, choice,
                                      "whether traders must sell through the legal channel until the loan is repaid");
    guarantee_.idle_yield =
        t.real("idle_yield_yearly", 0.03, {"1/year", 0, 0.2, "assumed: bills of a state", "yield of the capital"});
    guarantee_.administration = t.real("administration", 0.05,
                                       {"1", 0, 0.5, "assumed: a small office for many loans",
                                        "cost of administration over the exposure of a new loan"});
    auto const channels = t.words("acts_on", labels_of<GuaranteeChannel>(), labels_of<GuaranteeChannel>(),
                                  "what the guarantee changes at the bank; leave some out to see what they do");
    for (std::size_t c = 0; c < n_of<GuaranteeChannel>; ++c)
      guarantee_.acts_on[static_cast<GuaranteeChannel>(c)] =
          std::find(channels.begin(), channels.end(), names_of<GuaranteeChannel>[c]) != channels.end();
    std::string const borrowers =
        t.word("borrowers", "operations", {"operations", "traders", "both"}, choice, "whose loans are guaranteed");
    if (borrowers != "traders") guarantee_.purposes = read_purposes(t, {"licence", "equipment"});
    guarantee_.purposes[static_cast<std::size_t>(Purpose::trade)] = borrowers != "operations";
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    bool const pays = guarantee_.pays.coverage > 0 && guarantee_.capital_cents > 0;
    if (window_.holds(month.since_start) && pays) terms.add(guarantee_);
  }

 private:
  Guarantee guarantee_;
};

}  // namespace

void add_loan_guarantee_instrument(Registry& registry) {
  registry.instrument<LoanGuarantee>(
      "loan_guarantee", "a guarantee on loans of a lender to operations or traders",
      {"lender = \"bank\"\ncapital_usd = 10_000\nclaim_wait_months = 2\nborrowers = \"both\"\n"});
}

}  // namespace tributer
