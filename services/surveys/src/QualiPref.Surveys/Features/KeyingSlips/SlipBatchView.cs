using QualiPref.Statistics;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.KeyingSlips;

/// <summary>
/// A batch in a list. It is <c>open</c> while slips are keyed, <c>closed</c> while its sample is keyed again, <c>checked</c> once every difference is settled. Withdrawn
/// slips are not among its slips; before it is checked it has no error rate, which is of the questions that either entry answers.
/// </summary>
internal sealed record SlipBatchSummary(
    Guid Id, string Site, DateOnly EmptiedOn, string Questionnaire, int QuestionnaireVersion, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt,
    string State, int Slips, int Sample, int Checked, ErrorRate? ErrorRate)
{
    public static SlipBatchSummary Of(SlipBatch batch) => new(
        batch.Id, batch.Site, batch.EmptiedOn, batch.Questionnaire, batch.QuestionnaireVersion, batch.CreatedAt, batch.ClosedAt,
        StateOf(batch), batch.Kept.Count(), batch.Sample.Count, batch.Checks.Count, batch.IsChecked ? SlipErrors.Of([batch]) : null);

    private static string StateOf(SlipBatch batch) => batch.ClosedAt is null ? "open" : batch.IsChecked ? "checked" : "closed";
}

/// <summary>A batch with what is to be done.</summary>
/// <param name="Batch">What a list says of it.</param>
/// <param name="Last">The slips that were keyed last, newest first, and all that are not stored yet; none once the batch is closed, for what is keyed a second time is keyed blindly.</param>
/// <param name="ToCheck">Numbers of the slips that are still to be keyed a second time.</param>
/// <param name="Checks">The second entries.</param>
internal sealed record SlipBatchView(SlipBatchSummary Batch, IReadOnlyList<KeyedSlipView> Last, IReadOnlyList<int> ToCheck, IReadOnlyList<SlipCheckView> Checks)
{
    public static SlipBatchView Of(SlipBatch batch, IReadOnlyList<KeyedSlipView> last) => new(
        SlipBatchSummary.Of(batch), last, [.. batch.Sample.Where(number => batch.CheckOf(number) is null)], [.. batch.Checks.OrderBy(check => check.Number).Select(SlipCheckView.Of)]);
}

/// <summary>A slip that was keyed; its texts are not in it. One that is not <c>stored</c> was broken off: sent again, it is finished; else it is to be withdrawn.</summary>
internal sealed record KeyedSlipView(int Number, Guid Id, bool Withdrawn, bool Stored, IReadOnlyDictionary<string, string> Answers);

/// <summary>
/// A second entry and where it differs from the first; <c>compared</c> are the questions that either of them answers. It is <c>settled</c> once the ledger holds what stands on the slip: a settlement
/// that was broken off has every <c>right</c> and is to be sent again.
/// </summary>
internal sealed record SlipCheckView(int Number, int Compared, bool Settled, IReadOnlyList<SlipDifferenceView> Differences)
{
    public static SlipCheckView Of(SlipCheck check) => new(check.Number, check.Compared, check.IsSettled,
        [.. check.Differences.Select(one => new SlipDifferenceView(one.Question, one.First, one.Second, one.IsSettled, one.Right))]);
}

/// <summary>A question that was keyed differently; null where nothing was keyed, <c>right</c> is what stands on the slip once that is settled.</summary>
internal sealed record SlipDifferenceView(string Question, string? First, string? Second, bool Settled, string? Right);

/// <summary>A slip that was taken, and what became of it: <c>accepted</c>, <c>duplicate</c> when it came again, <c>setAside</c> when it is kept without being counted.</summary>
internal sealed record SlipReply(Guid Id, int Number, string Result);

/// <summary>How often slips of a period are keyed wrongly.</summary>
/// <param name="Batches">Batches that were checked; others say nothing.</param>
/// <param name="Slips">Slips of these.</param>
/// <param name="CheckedSlips">Those that were keyed twice.</param>
/// <param name="ErrorRate">Of the questions that either entry answers, which were wrong the first time; null where there is none, without an interval where every slip was keyed twice.</param>
internal sealed record SlipErrorsView(int Batches, int Slips, int CheckedSlips, ErrorRate? ErrorRate);

/// <summary>The error rate of batches.</summary>
internal static class SlipErrors
{
    public static ErrorRate? Of(IReadOnlyCollection<SlipBatch> batches) =>
        ErrorRate.Of(
            batches.Sum(batch => batch.Checks.Sum(check => check.Wrong)), batches.Sum(batch => batch.Checks.Sum(check => check.Compared)),
            isWhole: batches.All(batch => batch.Kept.Count() <= batch.Checks.Count));
}
