using MongoDB.Bson;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Storage;

/// <summary>Which facts stand behind a figure, besides those of its sites and days.</summary>
internal static class FactConditions
{
    private const string Source = "_id.source";

    /// <summary>The condition on a fact; null when no fact can be behind that slice.</summary>
    public static BsonDocument? Behind(IndicatorDefinition definition, FigureBreakdown? slice, DateOnly asOf) => definition.Kind switch
    {
        IndicatorKind.SatisfactionRate => Answers(definition, slice),
        IndicatorKind.ComplaintsReceived => Cases(slice),
        IndicatorKind.ComplaintsAnsweredInTime => Cases(slice).Add("$or", new BsonArray { Answered(), Overdue(asOf) }),
        IndicatorKind.ComplaintsResponseDays => Cases(slice).AddRange(Answered()),
        IndicatorKind.MeasuredRatio => slice is null
            ? new BsonDocument { [Source] = FactSources.Measurements, ["current.indicator"] = definition.Code }
            : null,
        _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Kind, null),
    };

    private static BsonDocument? Answers(IndicatorDefinition definition, FigureBreakdown? slice)
    {
        var isOtherModule = slice?.Module is { } module && module != (definition.Module ?? FigureBreakdown.UnspecifiedModule);
        if (isOtherModule || slice is { Motive: not null } or { Kind: not null }) return null;
        var condition = new BsonDocument
        {
            [Source] = FactSources.Surveys,
            ["current.status"] = AnswerState.Counted,
            ["current.questionnaire"] = definition.Questionnaire,
        };
        if (slice?.Channel is { } channel) condition["current.channel"] = channel;
        return condition;
    }

    private static BsonDocument Cases(FigureBreakdown? slice)
    {
        var condition = new BsonDocument
        {
            [Source] = FactSources.Complaints,
            ["current.kind"] = slice?.Kind is { } kind ? kind : new BsonDocument("$ne", "thanks"),
        };
        if (slice?.Channel is { } channel) condition["current.channel"] = channel;
        if (slice?.Motive is { } motive) condition["current.motive"] = Known(motive, FigureBreakdown.UnqualifiedMotive);
        if (slice?.Module is { } module) condition["current.module"] = Known(module, FigureBreakdown.UnspecifiedModule);
        return condition;
    }

    // Null also matches a field that is not there.
    private static BsonValue Known(string code, string unknown) => code == unknown ? BsonNull.Value : code;

    private static BsonDocument Answered() =>
        new("current.verdict", new BsonDocument("$in", new BsonArray { CaseState.InTime, CaseState.Late }));

    private static BsonDocument Overdue(DateOnly asOf) => new()
    {
        ["current.verdict"] = CaseState.Pending,
        ["current.dueOn"] = new BsonDocument("$lt", FormattableString.Invariant($"{asOf:yyyy-MM-dd}")),
    };
}
