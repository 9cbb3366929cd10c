using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Surveys.Storage;

/// <summary>What became of an answer that was to be stored.</summary>
/// <param name="Stored">The document that was given.</param>
/// <param name="IsNew">Whether this call stored it.</param>
/// <param name="IsSameContent">Whether it holds what this call brought.</param>
internal readonly record struct LedgerResult(SurveyResponse Stored, bool IsNew, bool IsSameContent);

/// <summary>
/// Takes the place of the ledger in the baselines. <c>Bench:Ledger</c> is <c>insert-each</c>, one journaled insert per request and the
/// rest as in the product, or <c>none</c>: nothing is stored, so nothing is published or counted either.
/// </summary>
internal sealed class ResponseLedger : IHostedService
{
    private readonly SurveysStorage _storage;
    private readonly LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded> _outbox;
    private readonly bool _stores;

    public ResponseLedger(
        SurveysStorage storage, LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded> outbox, IConfiguration configuration)
    {
        _storage = storage;
        _outbox = outbox;
        _stores = configuration["Bench:Ledger"] switch
        {
            "insert-each" => true,
            "none" => false,
            var other => throw new InvalidOperationException($"Bench:Ledger is \"{other}\"; known: insert-each, none."),
        };
    }

    public async Task<LedgerResult> AddAsync(SurveyResponse response)
    {
        if (_stores)
        {
            // The client's write concern waits for the journal, as the ledger's does.
            await _storage.Responses.InsertOneAsync(response);
            _outbox.Offer(response);
        }
        return new LedgerResult(response, IsNew: true, IsSameContent: true);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
