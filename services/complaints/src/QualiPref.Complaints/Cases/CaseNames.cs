using System.Text.Json;

namespace QualiPref.Complaints.Cases;

/// <summary>Names of states, verdicts and outcomes in the public contract: camelCase.</summary>
internal static class CaseNames
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static IReadOnlyList<string> All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The value of a name that is in <see cref="All{T}"/>.</summary>
    public static T Parse<T>(string name) where T : struct, Enum => Enum.GetValues<T>().Single(value => Of(value) == name);
}
