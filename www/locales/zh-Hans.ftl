# 简体中文。术语全篇一致：
#   concurrency 并发 · parallelism 并行 · thread 线程 · process 进程 · worker 工作者 · task 任务
#   core 核心 · lane 泳道 · slice 切片 · trace 跟踪 · track 轨道 · flow 箭头 · event loop 事件循环 · lock 锁 · GIL 全局解释器锁（GIL）
#   run 运行 · workload 工作负载 · makespan 总耗时 · speedup 加速比 · efficiency 效率 · utilisation 利用率
#   critical path 关键路径 · running 运行 · waiting 等待 · runnable 就绪 · overhead 开销 · work-stealing 工作窃取
# 数字与汉字之间留一个空格；一条消息写在一行里。

language-name = 简体中文

### 各视图共用

shared-in-words = { NUMBER($n) }

### 语言本身

language-not-loaded = 无法加载{ $name }，页面以英文显示。
language-unknown = 这里没有语言“{ $tag }”。

### 每个视图的外框

frame-title = Interleave：在你自己的电脑上看并发与并行
frame-views = 视图
frame-lab = 实验室
frame-trace = 跟踪
frame-language = 语言
frame-theme = { $choice ->
    [light] 主题：浅色
    [dark] 主题：深色
   *[auto] 主题：跟随系统
  }

### 仔细查看

closer-open = 仔细查看
closer-back = 返回图形
closer-hint = 缩放、搜索、沿箭头跳转和测量，运行时也可以；在图形上按住 Ctrl 滚动滚轮也会打开这里。
