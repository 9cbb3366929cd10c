using Microsoft.AspNetCore.Http;

namespace QualiPref.Portal.Services;

/// <summary>Builds query strings without empty parameters.</summary>
internal static class QueryText
{
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new QueryString();
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrWhiteSpace(value)) query = query.Add(name, value);
        }
        return query.ToUriComponent();
    }
}
