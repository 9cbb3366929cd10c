using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;

namespace QualiPref.Surveys.Storage;

/// <summary>What became of an answer that was to be stored.</summary>
/// <param name="Stored">The document that the ledger holds under this id now.</param>
/// <param name="IsNew">Whether this call stored it.</param>
/// <param name="IsSameContent">Whether it holds what this call brought.</param>
internal readonly record struct LedgerResult(SurveyResponse Stored, bool IsNew, bool IsSameContent);

/// <summary>
/// Stores answers, journaled, with group commit: requests that arrive while a write is under way share the next one, and each gets
/// its own result. An outcome that is not known counts as not stored: the client sends again and the id tells the repetition.
/// </summary>
internal sealed class ResponseLedger(
    SurveysStorage storage,
    LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded> outbox,
    WaveBook waves) : BackgroundService
{
    // Two writes under way: one waits for the journal while the next is being read and encoded.
    private const int Writers = 2;
    private const int LargestGroup = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly InsertManyOptions Unordered = new() { IsOrdered = false };

    private readonly IMongoCollection<SurveyResponse> _responses = storage.Responses;
    private readonly Channel<Entry> _queue = Channel.CreateBounded<Entry>(20_000);

    /// <summary>Stores one answer, with the wave that it belongs to.</summary>
    /// <exception cref="ProblemException">503 when more answers wait than memory should hold.</exception>
    /// <exception cref="MongoException">The storage is away; whether the answer was stored is not known.</exception>
    public Task<LedgerResult> AddAsync(SurveyResponse response)
    {
        response.Wave = waves.Of(response.Site, response.Questionnaire, response.QuestionnaireVersion, response.Date);
        var entry = new Entry(response);
        if (!_queue.Writer.TryWrite(entry))
        {
            throw new ProblemException(new Problem(SurveysProblems.Busy) { RetryAfter = TimeSpan.FromSeconds(2) });
        }
        return entry.Result.Task;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // The server has ended its requests before this runs: what is left in the queue has nobody waiting.
        _queue.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync, CancellationToken.None)));

    private async Task WriteAsync()
    {
        var group = new List<Entry>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var entry)) group.Add(entry);
            if (group.Count > 0) await CommitAsync(group);
            group.Clear();
        }
    }

    private async Task CommitAsync(List<Entry> group)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await InsertAsync(group, patience.Token);
        }
        catch (OperationCanceledException)
        {
            Fail(group, new TimeoutException("The database did not answer in time."));
        }
#pragma warning disable CA1031 // whatever it was, every waiting request has to hear of it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(group, exception);
        }
    }

    private async Task InsertAsync(List<Entry> group, CancellationToken cancellationToken)
    {
        try
        {
            await _responses.InsertManyAsync(group.Select(entry => entry.Response), Unordered, cancellationToken);
        }
        catch (MongoBulkWriteException<SurveyResponse> exception) when (exception.WriteConcernError is null && exception.UnprocessedRequests.Count == 0)
        {
            await SettleRefusedAsync(group, exception, cancellationToken);
            return;
        }
        catch (MongoBulkWriteException exception)
        {
            // Written perhaps, but the journal did not confirm it.
            throw new TimeoutException("The database did not confirm the write.", exception);
        }
        foreach (var entry in group) Acknowledge(entry);
    }

    private async Task SettleRefusedAsync(List<Entry> group, MongoBulkWriteException<SurveyResponse> exception, CancellationToken cancellationToken)
    {
        var refused = exception.WriteErrors.ToDictionary(error => error.Index, error => error.Category);
        for (var i = 0; i < group.Count; i++)
        {
            if (!refused.TryGetValue(i, out var category)) Acknowledge(group[i]);
            else if (category != ServerErrorCategory.DuplicateKey) group[i].Result.TrySetException(exception);
        }
        var repeated = group.Where((_, i) => refused.GetValueOrDefault(i) == ServerErrorCategory.DuplicateKey).ToList();
        var ids = repeated.Select(entry => entry.Response.Id).Distinct();
        var held = (await _responses.Find(Builders<SurveyResponse>.Filter.In(response => response.Id, ids)).ToListAsync(cancellationToken))
            .ToDictionary(response => response.Id);
        foreach (var entry in repeated)
        {
            var stored = held[entry.Response.Id];
            entry.Result.TrySetResult(new LedgerResult(stored, IsNew: false, stored.ContentHash.AsSpan().SequenceEqual(entry.Response.ContentHash)));
        }
    }

    private void Acknowledge(Entry entry)
    {
        if (entry.Response.PendingSince is not null) outbox.Offer(entry.Response);
        entry.Result.TrySetResult(new LedgerResult(entry.Response, IsNew: true, IsSameContent: true));
    }

    private static void Fail(List<Entry> group, Exception exception)
    {
        foreach (var entry in group) entry.Result.TrySetException(exception);
    }

    private sealed class Entry(SurveyResponse response)
    {
        public SurveyResponse Response => response;

        public TaskCompletionSource<LedgerResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
