using Microsoft.Extensions.Logging;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// Moves letters into their cases from the collection in which earlier versions kept them, and removes those that no case names. Looks again every
/// minute: during an update a replica of the version before still writes there. A letter stands in its case before it goes from there, and each write is safe to
/// repeat. The collection stays, empty, since a letter may be on its way into it; it goes with the release after this one.
/// </summary>
internal sealed partial class LettersOfBefore(ComplaintsStorage storage, TimeProvider time, ILogger<LettersOfBefore> logger) : IWorker
{
    private const int Page = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Long after the request that wrote it has ended, with its step or without.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly WorkLoop _loop = new("Moving letters of before into their cases", time, logger);

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(async token =>
    {
        var until = (await DatabaseClock.ReadAsync(storage.Database, token) - Patience).UtcDateTime;
        if (await MoveAsync(storage, until, token) is var removed and > 0) LogRemoved(removed);
        return Pause;
    }, stoppingToken);

    /// <summary>Moves all there are. One read when there is nothing, four round trips for 500 letters.</summary>
    /// <param name="storage">The collections.</param>
    /// <param name="until">Letters that no case names are removed when they were written before this (UTC).</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many were removed.</returns>
    public static async Task<long> MoveAsync(ComplaintsStorage storage, DateTime until, CancellationToken cancellationToken)
    {
        var letters = storage.Database.GetCollection<LetterOfBefore>("letters");
        var (removed, after) = (0L, Guid.Empty);
        List<LetterOfBefore> page;
        do
        {
            page = await letters.Find(letter => letter.Id > after).SortBy(letter => letter.Id).Limit(Page).ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            var cases = page.Select(letter => letter.Case).Distinct();
            var histories = await storage.Cases.Find(Builders<CaseDocument>.Filter.In(one => one.Id, cases)).Project(one => one.History).ToListAsync(cancellationToken);
            var named = histories.SelectMany(history => history).Select(entry => entry.Letter).OfType<Guid>().ToHashSet();
            var moved = page.Where(letter => named.Contains(letter.Id)).ToList();
            if (moved.Count > 0) await storage.Cases.BulkWriteAsync(moved.Select(Move), cancellationToken: cancellationToken);
            var rest = page.Where(letter => !named.Contains(letter.Id) && letter.At < until).Select(letter => letter.Id).ToList();
            removed += rest.Count;
            var gone = moved.Select(letter => letter.Id).Concat(rest);
            await letters.DeleteManyAsync(Builders<LetterOfBefore>.Filter.In(letter => letter.Id, gone), cancellationToken);
            after = page[^1].Id;
        }
        while (page.Count == Page);
        return removed;
    }

    // Not twice: whoever moved it before may have died before it was taken away. Nor into a case that was erased meanwhile.
    private static UpdateOneModel<CaseDocument> Move(LetterOfBefore letter) => new(
        CaseStore.Kept(letter.Case) & Builders<CaseDocument>.Filter.Not(
            Builders<CaseDocument>.Filter.ElemMatch(one => one.Letters, known => known.Id == letter.Id)),
        Builders<CaseDocument>.Update.Push(one => one.Letters, new Letter
        {
            Id = letter.Id,
            Kind = letter.Kind,
            Subject = letter.Subject,
            Body = letter.Body,
            Template = letter.Template,
            TemplateVersion = letter.TemplateVersion,
            DatedOn = letter.SentOn,
            At = letter.At,
            By = letter.By,
        }));

    [LoggerMessage(EventId = 2402, Level = LogLevel.Information, Message = "{Letters} letters were removed whose steps were never committed")]
    private partial void LogRemoved(long letters);

    /// <summary>A letter as earlier versions stored it.</summary>
    private sealed record LetterOfBefore
    {
        [BsonId]
        public required Guid Id { get; init; }

        public required Guid Case { get; init; }

        public required string Kind { get; init; }

        public required string Subject { get; init; }

        public required string Body { get; init; }

        public string? Template { get; init; }

        public int? TemplateVersion { get; init; }

        public required DateOnly SentOn { get; init; }

        public required DateTime At { get; init; }

        public required string By { get; init; }
    }
}
