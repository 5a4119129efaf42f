using System.Text;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class ScriptScanTests
{
    [Theory]
    [InlineData("", Script.None)]
    [InlineData("12 + 30 = ?", Script.None)]
    [InlineData("Why is the sky blue?", Script.Latin)]
    [InlineData("\u201CWhy\u201D \u2013 he asked \uD83D\uDE00", Script.Latin)]
    [InlineData("¿Por qué el cielo es azul?", Script.MarkedLatin)]
    [InlineData("Tại sao bầu trời màu xanh?", Script.MarkedLatin)]
    [InlineData("Γιατί ο ουρανός είναι μπλε;", Script.Greek)]
    [InlineData("Почему небо голубое?", Script.Cyrillic)]
    [InlineData("למה השמיים כחולים", Script.Hebrew)]
    [InlineData("لماذا السماء زرقاء", Script.Arabic)]
    [InlineData("आकाश नीला क्यों है", Script.Indic)]
    [InlineData("ทำไมท้องฟ้าเป็นสีฟ้า", Script.SoutheastAsian)]
    [InlineData("天空为什么是蓝色的?", Script.Han)]
    [InlineData("空はなぜ青いのですか", Script.Japanese)]
    [InlineData("하늘은 왜 파란가요", Script.Korean)]
    [InlineData("用 Python 写一个快速排序函数 def sort(a): return sorted(a)", Script.Han)]
    [InlineData("Translate the sign that says 出口 into English for my travel notes, please, and explain it", Script.Latin)]
    public void The_script_is_that_of_most_letters(string text, Script script) => ScriptScan.Of(Encoding.UTF8.GetBytes(text)).ShouldBe(script);

    [Fact]
    public void Bytes_that_are_no_text_do_no_harm()
    {
        var draw = new Random(11);
        var bytes = new byte[600];
        for (var i = 0; i < 500; i++)
        {
            draw.NextBytes(bytes);
            ((int)ScriptScan.Of(bytes.AsSpan(0, draw.Next(bytes.Length)))).ShouldBeInRange(0, Scripts.Count);
        }
    }
}
