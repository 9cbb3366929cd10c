using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.SubmittingResponses;

/// <summary>Takes the items of a batch or a file, each with its own result: a bad item never costs its neighbours.</summary>
internal sealed class ItemIntake(BatchItemReader reader, ResponseLedger ledger, SequenceTracker sequences)
{
    /// <summary>Takes some items.</summary>
    /// <param name="items">As they came.</param>
    /// <param name="submitter">Who sends them.</param>
    /// <param name="kiosk">The kiosk whose they are, if they are one's.</param>
    /// <param name="sync">When, by which clocks.</param>
    /// <param name="request">For the language of the results.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The results in the order of the items.</returns>
    /// <exception cref="ProblemException">503: a catalogue that it needs is on its way, or too many answers wait.</exception>
    public async Task<IReadOnlyList<BatchItemReply>> TakeAsync(IReadOnlyList<JsonElement> items, Submitter submitter, Kiosk? kiosk, Sync sync, HttpRequest request,
        CancellationToken cancellationToken)
    {
        List<(SurveyResponse? Kept, ProblemKind? Refused)> read = [.. items.Select(item => reader.Read(item, submitter, kiosk, sync))];
        if (kiosk is not null) reader.RequireQuestionnaires(sync.ReceivedAt);
        var results = await Task.WhenAll(read.Select(one => AddAsync(one.Kept)));
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is { IsSameContent: false }) await sequences.NoteConflictAsync(read[i].Kept!, cancellationToken);
        }
        if (kiosk is not null) await sequences.FlagRepeatedAsync([.. results.OfType<LedgerResult>().Where(done => done.IsSameContent).Select(done => done.Stored)], cancellationToken);
        return [.. items.Select((item, i) => Describe(item, read[i].Refused, results[i], request))];
    }

    private async Task<LedgerResult?> AddAsync(SurveyResponse? response) => response is null ? null : await ledger.AddAsync(response);

    private static BatchItemReply Describe(JsonElement item, ProblemKind? refused, LedgerResult? result, HttpRequest request)
    {
        if (result is not { } done)
        {
            return new(BatchItemReader.EchoOfId(item), SubmissionOutcome.Invalid, refused!.Code, refused.Title.For(request));
        }
        var id = done.Stored.Id.ToString();
        return SubmissionOutcome.Of(done) switch
        {
            SubmissionOutcome.Conflict => new(id, SubmissionOutcome.Conflict, SurveysProblems.OtherContent.Code, SurveysProblems.OtherContent.Title.For(request)),
            SubmissionOutcome.SetAside => new(id, SubmissionOutcome.SetAside, done.Stored.Code, SurveysProblems.Explain(done.Stored.Code).For(request)),
            var outcome => new(id, outcome, null, null),
        };
    }
}
