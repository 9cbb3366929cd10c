namespace QualiPref.Platform.Catalogue;

/// <summary>What a complaint is about (motif).</summary>
/// <param name="Code">Code, such as <c>attente</c>.</param>
/// <param name="Label">French name.</param>
public sealed record ComplaintMotive(string Code, string Label)
{
    /// <summary>Most checks of one motive.</summary>
    public const int MostChecks = 12;

    /// <summary>What has to be seen to before such a case is answered or closed, in the order shown.</summary>
    public IReadOnlyList<MotiveCheck> Checks { get; init; } = [];
}

/// <summary>Something that has to be seen to before a case is answered or closed.</summary>
/// <param name="Code">Code, such as <c>voies-et-delais</c>; unique within its motive.</param>
/// <param name="Label">What is to be seen to, in French.</param>
public sealed record MotiveCheck(string Code, string Label);

/// <summary>How grave a complaint is (gravité).</summary>
/// <param name="Code">Code, such as <c>forte</c>.</param>
/// <param name="Label">French name.</param>
public sealed record CaseGravity(string Code, string Label);

/// <summary>What goes on about a complaint elsewhere, such as an appeal.</summary>
/// <param name="Code">Code, such as <c>recours-gracieux</c>.</param>
/// <param name="Label">French name.</param>
public sealed record CaseProcedureKind(string Code, string Label);

/// <summary>How an answer or a complaint came in (canal).</summary>
/// <param name="Code">Code, such as <c>desk-slip</c>.</param>
/// <param name="Label">French name.</param>
public sealed record IntakeChannel(string Code, string Label);
