namespace QualiPref.Platform.Catalogue;

/// <summary>What a complaint is about (motif).</summary>
/// <param name="Code">Code, such as <c>attente</c>.</param>
/// <param name="Label">French name.</param>
public sealed record ComplaintMotive(string Code, string Label);

/// <summary>How an answer or a complaint came in (canal).</summary>
/// <param name="Code">Code, such as <c>desk-slip</c>.</param>
/// <param name="Label">French name.</param>
public sealed record IntakeChannel(string Code, string Label);
