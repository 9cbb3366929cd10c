using MongoDB.Bson;

namespace QualiPref.Testing.Wire;

/// <summary>How the engine carries a query out.</summary>
/// <param name="explained">What it answers when told to explain, with <c>executionStats</c>.</param>
public sealed class QueryPlan(BsonDocument explained)
{
    /// <summary>How many documents it reads.</summary>
    public int Read => explained["executionStats"]["totalDocsExamined"].ToInt32();

    /// <summary>How many documents it gives.</summary>
    public int Shown => explained["executionStats"]["nReturned"].ToInt32();

    /// <summary>Names of the indexes that it walks.</summary>
    public IReadOnlyList<string> Indexes =>
        [.. StagesOf(Plan).Where(stage => stage.Contains("indexName")).Select(stage => stage["indexName"].AsString).Distinct()];

    /// <summary>Whether it orders what it reads, having walked no index in the order that is asked for.</summary>
    public bool Sorts => StagesOf(Plan).Any(stage => stage.GetValue("stage", "") == "SORT");

    private BsonValue Plan => explained["queryPlanner"]["winningPlan"];

    /// <inheritdoc/>
    public override string ToString() => Plan.ToString()!;

    private static IEnumerable<BsonDocument> StagesOf(BsonValue plan) => plan switch
    {
        BsonDocument document => document.Values.SelectMany(StagesOf).Prepend(document),
        BsonArray several => several.SelectMany(StagesOf),
        _ => [],
    };
}
