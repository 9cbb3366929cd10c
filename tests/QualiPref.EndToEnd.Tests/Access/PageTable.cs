using System.Text.Json;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>A page at an address, or a form of it.</summary>
/// <param name="Page">Its path as the list of accesses names it.</param>
/// <param name="Address">Path and query.</param>
/// <param name="Behind">The call behind it that judges the sites; null where none is asked for a certain one.</param>
/// <param name="Sites">The sites that the call concerns.</param>
internal sealed record PageAt(string Page, string Address, (string Call, string? When)? Behind, IReadOnlyList<string> Sites)
{
    /// <summary>What is for those alone whose sites it concerns.</summary>
    public string? Shows { get; init; }

    /// <summary>Whether it opens to other sites too and then holds theirs only.</summary>
    public bool IsNarrowed { get; init; }

    /// <summary>The fields of the form that is sent; null where the page is only opened.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>The field of the form that takes a file, and what is in that.</summary>
    public (string Field, string Content)? File { get; init; }

    /// <summary>What that file is called.</summary>
    public string FileName { get; init; } = "fichier.json";

    /// <summary>The page and which of its forms.</summary>
    public string FormName => $"{Page} {Address.Split("handler=").ElementAtOrDefault(1)}".TrimEnd();

    public override string ToString() => $"{(Form is null ? "" : "form of ")}{Page} at {Address}";
}

/// <summary>Addresses of pages and fields of their forms.</summary>
internal abstract class PageTable(List<PageAt> pages)
{
    protected static readonly string[] Own = [Person.Own], Everywhere = ["*"];

    /// <summary>The table itself, for those who write parts of it.</summary>
    protected List<PageAt> Pages => pages;

    // No call is behind it that would judge anything: the page does.
    protected void AddOwnForm(string path, string address, (string Name, string Value)[] fields) =>
        pages.Add(new PageAt($"page `{path}`", address, null, []) { Form = fields.ToDictionary(one => one.Name, one => one.Value) });

    protected void Add(string path, string address, (string Call, string? When)? behind, IReadOnlyList<string> sites, string? shows = null, bool isNarrowed = false) =>
        pages.Add(new PageAt($"page `{path}`", address, behind, sites) { Shows = shows, IsNarrowed = isNarrowed });

    protected void AddForm(string path, string address, string call, IReadOnlyList<string> sites, (string Name, string Value)[] fields, string? when = null, string method = "POST") =>
        pages.Add(new PageAt($"page `{path}`", address, ($"{method} `{call}`", when), sites) { Form = fields.ToDictionary(one => one.Name, one => one.Value) });

    protected static JsonElement Done(ApiReply reply)
    {
        Assert.True(reply.Status is 200 or 201, reply.ToString());
        return reply.Body!.Value;
    }
}
