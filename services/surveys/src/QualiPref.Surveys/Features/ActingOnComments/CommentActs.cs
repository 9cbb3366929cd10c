using MongoDB.Driver;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ActingOnComments;

/// <summary>Judges what an act makes of a comment; nothing is written here.</summary>
internal sealed class CommentActs(Catalogue catalogue, ThemeStore themes)
{
    private static readonly UpdateDefinitionBuilder<SurveyResponse> Set = Builders<SurveyResponse>.Update;

    private static readonly UpdateDefinition<SurveyResponse> IsRead = Set.Set(r => r.Note!.State, CommentState.Read);

    private static readonly UpdateDefinition<SurveyResponse> IsNotReplied = Set.Unset(r => r.Note!.Reply);

    /// <summary>What an act changes; null where it changes nothing, as when it is repeated.</summary>
    /// <param name="held">The comment as it was read.</param>
    /// <param name="act">The act.</param>
    /// <param name="by">Name of who acts.</param>
    /// <param name="now">When (UTC).</param>
    /// <param name="cancellationToken">Ends the reading of what the act is judged by.</param>
    /// <exception cref="ProblemException">409 when the state does not allow it, 422 for a theme that is not on the list.</exception>
    public async Task<UpdateDefinition<SurveyResponse>?> JudgeAsync(SurveyResponse held, CommentAct act, string by, DateTime now, CancellationToken cancellationToken)
    {
        var note = held.Note!;
        // Words that are gone may still be answered in public, which has to be possible to end.
        if (act is CommentAct.WithdrawReply) return note.Reply is null ? null : IsNotReplied;
        if (note.State == CommentState.Erased) throw new ProblemException(new Problem(SurveysProblems.CommentErased));
        return act switch
        {
            CommentAct.Read => note.State == CommentState.Read ? null : IsRead,
            CommentAct.Sort sort => await SortAsync(held, sort.Themes, cancellationToken),
            CommentAct.Reply reply => IsRead.Set(r => r.Note!.Reply, reply.To(by, now)),
            CommentAct.Quote quote => IsRead.Set(r => r.Note!.Quotable, quote.Quotable),
            CommentAct.PassOn when note.PassedOn is not null => throw new ProblemException(new Problem(SurveysProblems.PassedOnAlready)),
            CommentAct.PassOn passing => IsRead.Set(r => r.Note!.PassedOn, passing.To(by, now)),
            CommentAct.Erase erase => CommentStore.Erase(new Erasure { Reason = erase.Reason, By = by, At = now }),
            _ => throw new ArgumentException($"{act} is no act.", nameof(act)),
        };
    }

    private async Task<UpdateDefinition<SurveyResponse>> SortAsync(SurveyResponse held, List<string> chosen, CancellationToken cancellationToken)
    {
        var network = catalogue.TryGetSite(held.Site, out var site) ? site.Network : "";
        // What it bears already it may keep, though the list has it no more.
        var onList = (await themes.FindAsync(network, cancellationToken))?.Themes.Where(theme => !theme.Retired).Select(theme => theme.Code) ?? [];
        var unknown = chosen.Except(onList).Except(held.Note!.Themes ?? []).ToList();
        if (unknown.Count == 0) return IsRead.Set(r => r.Note!.Themes, chosen);
        var errors = new FieldErrors();
        errors.Add("/themes", $"Ces thèmes ne sont pas dans la liste du réseau : {string.Join(", ", unknown)}.", $"These themes are not on the network's list: {string.Join(", ", unknown)}.");
        throw new ProblemException(new Problem(CommonProblems.InvalidValues) { Errors = errors.Found });
    }
}
