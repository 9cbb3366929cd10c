using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>
/// Reads the files and keeps the list of what is wrong with them. A folder that was mounted from a ConfigMap has no folders in it: there
/// <c>holidays/common.yaml</c> is called <c>holidays.common.yaml</c>.
/// </summary>
internal sealed class CatalogueFolder(CatalogueFiles files)
{
    private static readonly IDeserializer _yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new Located.Converter())
        .WithDuplicateKeyChecking()
        .WithEnforceRequiredMembers()
        .WithEnforceNullability()
        .Build();

    private readonly List<string> _problems = files.Fault is { } fault ? [fault] : [];

    /// <param name="name">Name, with its folder.</param>
    /// <param name="otherwise">What stands for a file that need not be there; null for one that has to.</param>
    internal CatalogueFile<T> Read<T>(string name, T? otherwise = null)
        where T : class
    {
        CatalogueBytes[] found = [.. new[] { name, name.Replace('/', '.') }.Distinct().Select(files.Find).OfType<CatalogueBytes>()];
        if (found.Length == 1) return new CatalogueFile<T>(name, Parse<T>(name, found[0]), _problems);

        if (found.Length == 0 && otherwise is not null) return new CatalogueFile<T>(name, otherwise, _problems);
        _problems.Add($"{name}: the file is {(found.Length == 0 ? "missing" : "there twice, also with dots in its name")}.");
        return new CatalogueFile<T>(name, null, _problems);
    }

    internal IReadOnlyList<CatalogueFile<T>> ReadAll<T>(string folder, string except = "")
        where T : class
    {
        var names = NamesIn(folder).Where(name => name != except).Distinct().Order(StringComparer.Ordinal);
        CatalogueFile<T>[] found = [.. names.Select(name => Read<T>($"{folder}/{name}"))];
        if (found.Length == 0)
            _problems.Add($"{folder}/: the folder is missing or has no .yaml file.");

        return found;
    }

    private IEnumerable<string> NamesIn(string folder) =>
        from name in files.Names
        where name.StartsWith($"{folder}/", StringComparison.Ordinal) || name.StartsWith($"{folder}.", StringComparison.Ordinal)
        let rest = name[(folder.Length + 1)..]
        where rest.EndsWith(".yaml", StringComparison.Ordinal)
        select rest;

    internal void ThrowIfWrong()
    {
        if (_problems.Count > 0)
            throw new CatalogueException(files.Folder, [.. _problems]);
    }

    private T? Parse<T>(string name, CatalogueBytes file)
        where T : class
    {
        if (file.Fault is { } fault)
        {
            _problems.Add($"{name}: {fault}");
            return null;
        }

        try
        {
            using var reader = new StreamReader(new MemoryStream(file.Content));
            var content = _yaml.Deserialize<T?>(reader);
            if (content is null)
                _problems.Add($"{name}: the file is empty.");

            return content;
        }
        catch (YamlException wrong)
        {
            // The library wraps a failed conversion: the innermost message is the one that says which value.
            _problems.Add($"{name}, line {wrong.Start.Line}: {wrong.GetBaseException().Message}");
            return null;
        }
    }
}
