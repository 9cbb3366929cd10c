using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using QualiPref.Platform.Identity;

namespace QualiPref.Contracts.Tests;

public sealed class The_list_of_accesses
{
    private const string Head = """
        # Who may call what
        Written from the metadata of the endpoints, by which the same calls are judged; `make contracts` writes it anew. What is not listed is open to nobody.
        A wider role includes the ones before it: `agent`, `handler`, `quality`, `admin`; `kiosk` and `service` stand apart. Files under
        `/assets` are public. Pages judge the role, the calls behind them the sites.

        | Call | When | Who | Sites that the token must cover |
        |---|---|---|---|

        """;

    [Fact]
    public async Task Is_the_committed_one()
    {
        var list = new StringBuilder(Head);
        foreach (var (call, grant) in MappedEndpoints.GrantsOf(await MappedEndpoints.AllAsync()))
        {
            var who = grant.IsPublic ? "anybody" : string.Join(" or ", grant.AnyOf.Select(role => $"`{role}`"));
            list.Append(CultureInfo.InvariantCulture, $"| {call} | {grant.When} | {who} | {SitesOf(grant.Site)} |\n");
        }
        Approved.Equal(list.ToString(), "contracts/access.md");
    }

    [Fact]
    public async Task Leaves_no_endpoint_out()
    {
        var endpoints = await MappedEndpoints.AllAsync();
        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint =>
        {
            var grants = endpoint.Metadata.GetOrderedMetadata<Grant>();
            Assert.True(grants.Count > 0, $"{MappedEndpoints.CallOf(endpoint)} does not say who may call it.");
            // Grants are judged where the framework is told to ask for them, and passed over where it is told that anybody may come.
            Assert.Equal(grants.Any(grant => grant.IsPublic), endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);
            Assert.Equal(grants.Any(grant => !grant.IsPublic), endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(asked => asked.Policy == GrantRegistration.Policy));
        });
    }

    private static string SitesOf(SiteRule rule) => rule switch
    {
        SiteRule.None => "",
        SiteRule.Query => "`site`, or all of `network`, in the query; without either the answer holds the token's own only",
        SiteRule.Body => "those that the body names",
        SiteRule.EachItem => "of each item, which is refused alone",
        SiteRule.Resource => "those of what the path names",
        SiteRule.Narrowed => "lists what is of the token's own only",
        SiteRule.All => "all",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };
}
