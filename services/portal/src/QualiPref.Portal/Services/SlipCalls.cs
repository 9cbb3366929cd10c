using QualiPref.Statistics;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the surveys service about slips that are keyed.</summary>
internal sealed partial class SurveysClient
{
    public Task<ServicePage<SlipBatch>> ListBatchesAsync(string? cursor, int pageSize, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<SlipBatch>>("slip-batches" + QueryText.Of(("cursor", cursor), ("pageSize", Text(pageSize))), cancellationToken);

    /// <summary>How often slips are keyed wrongly.</summary>
    public Task<SlipErrors> ReadErrorRateAsync(string? site, string period, CancellationToken cancellationToken) =>
        GetAsync<SlipErrors>("slip-batches/error-rate" + QueryText.Of(("site", site), ("period", period)), cancellationToken);

    public Task<SlipBatch> BeginBatchAsync(Guid id, string site, DateOnly? emptiedOn, (string Code, int Version)? questionnaire, CancellationToken cancellationToken) =>
        PutAsync<SlipBatch>($"slip-batches/{id}", new { site, emptiedOn, questionnaire = questionnaire?.Code, version = questionnaire?.Version }, cancellationToken);

    public Task<SlipBatchDetails> ReadBatchAsync(Guid id, CancellationToken cancellationToken) => GetAsync<SlipBatchDetails>($"slip-batches/{id}", cancellationToken);

    public Task<KeyedNumber> KeySlipAsync(Guid batch, Guid slip, object answers, CancellationToken cancellationToken) =>
        PutAsync<KeyedNumber>($"slip-batches/{batch}/slips/{slip}", new { answers }, cancellationToken);

    public Task WithdrawSlipAsync(Guid batch, Guid slip, CancellationToken cancellationToken) => PostAsync($"slip-batches/{batch}/slips/{slip}/withdraw", null, cancellationToken);

    public Task<SlipBatchDetails> CloseBatchAsync(Guid id, CancellationToken cancellationToken) => PostAsync<SlipBatchDetails>($"slip-batches/{id}/close", new { }, cancellationToken);

    public Task<SlipCheck> CheckSlipAsync(Guid batch, int number, object answers, CancellationToken cancellationToken) =>
        PutAsync<SlipCheck>($"slip-batches/{batch}/checks/{Text(number)}", new { answers }, cancellationToken);

    public Task<SlipCheck> SettleSlipAsync(Guid batch, int number, object answers, CancellationToken cancellationToken) =>
        PostAsync<SlipCheck>($"slip-batches/{batch}/checks/{Text(number)}/settle", new { answers }, cancellationToken);
}

/// <summary>A batch of slips: <c>open</c>, <c>closed</c> or <c>checked</c>.</summary>
internal sealed record SlipBatch
{
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    public DateOnly EmptiedOn { get; init; }

    public required string Questionnaire { get; init; }

    public int QuestionnaireVersion { get; init; }

    public required string State { get; init; }

    public int Slips { get; init; }

    public int Sample { get; init; }

    public int Checked { get; init; }

    public ErrorRate? ErrorRate { get; init; }
}

/// <summary>A batch with what is to be done.</summary>
internal sealed record SlipBatchDetails(SlipBatch Batch, IReadOnlyList<KeyedSlip> Last, IReadOnlyList<int> ToCheck, IReadOnlyList<SlipCheck> Checks);

/// <summary>A slip that was keyed; <c>Stored</c> once its answer is in the ledger.</summary>
internal sealed record KeyedSlip(int Number, Guid Id, bool Withdrawn, bool Stored, IReadOnlyDictionary<string, string> Answers);

/// <summary>The number under which a slip was taken, and what became of it: <c>accepted</c>, <c>duplicate</c> or <c>setAside</c>.</summary>
internal sealed record KeyedNumber(Guid Id, int Number, string Result);

/// <summary>A second entry.</summary>
internal sealed record SlipCheck(int Number, int Compared, bool Settled, IReadOnlyList<SlipDifference> Differences);

/// <summary>Where it differs from the first.</summary>
internal sealed record SlipDifference(string Question, string? First, string? Second, bool Settled, string? Right);

/// <summary>How often slips of a period are keyed wrongly.</summary>
internal sealed record SlipErrors(int Batches, int Slips, int CheckedSlips, ErrorRate? ErrorRate);
